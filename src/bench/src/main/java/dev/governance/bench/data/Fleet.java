package dev.governance.bench.data;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Fifty agents and what they use; a few of them do most of the work. */
final class Fleet {
    private static final int AGENTS = 50;
    private static final List<String> ROLES = List.of(
            "billing", "research", "support", "deploy", "triage", "invoice", "catalog", "review", "search", "mail");
    private static final List<String> MODELS =
            List.of("gpt-4o", "gpt-4o-mini", "claude-sonnet-4-6", "claude-haiku-4-5", "gemini-2.0-flash");
    private static final List<String> TOOLS = List.of(
            "read_invoice", "refund", "search_orders", "send_mail", "fetch_page", "run_query", "open_ticket", "deploy");
    private static final List<String> WORDS = List.of(
            "order",
            "customer",
            "late",
            "parcel",
            "refund",
            "asked",
            "for",
            "the",
            "invoice",
            "from",
            "march",
            "was",
            "paid",
            "twice",
            "please",
            "check",
            "again",
            "summary",
            "of",
            "open",
            "tickets",
            "café",
            "größer",
            "日本語");

    private final SplittableRandom random;

    Fleet(SplittableRandom random) {
        this.random = random;
    }

    int agent() {
        double share = random.nextDouble();
        return (int) (AGENTS * share * share);
    }

    static String name(int agent) {
        return ROLES.get(agent % ROLES.size()) + "-agent-" + (agent + 1);
    }

    static String model(int agent) {
        return MODELS.get(agent % MODELS.size());
    }

    String tool() {
        return TOOLS.get(random.nextInt(TOOLS.size()));
    }

    /** Some words, separated by blanks. */
    void text(StringBuilder out, int words) {
        for (int i = 0; i < words; i++) {
            if (i > 0) {
                out.append(' ');
            }
            out.append(WORDS.get(random.nextInt(WORDS.size())));
        }
    }

    UUID id() {
        return new UUID(
                (random.nextLong() & 0xFFFFFFFFFFFF0FFFL) | 0x4000L,
                (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L);
    }
}

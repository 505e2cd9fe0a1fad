package dev.governance.bench.append;

import java.util.Map;

/** What every event that is appended here carries: some two hundred bytes. */
final class Content {
    static final String KIND = "tool.call";
    static final String AGENT = "billing-agent-";

    static final Map<String, Object> METADATA = Map.of(
            "tool",
            "refund",
            "call",
            "4f1c0b7a9d2e6358",
            "args",
            Map.of(
                    "customer",
                    "c-481516",
                    "amount",
                    23.4,
                    "note",
                    "order was paid twice, customer asked again in march"),
            "retries",
            0,
            "reviewed",
            false,
            "tags",
            "billing refund march");

    /** Events of a session, after which a writer begins another. */
    static final int SESSION = 50;

    private Content() {}
}

package dev.governance.chain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A session as an honest writer writes it, unless a test gives another link. */
public final class WrittenSession {
    final UUID sessionId = new UUID(5, 5);
    final List<ChainRow> rows = new ArrayList<>();

    @Nullable
    String head() {
        return rows.isEmpty() ? null : rows.get(rows.size() - 1).hmacValue();
    }

    /** Writes as many events, each linked to the one before it. */
    void append(int count) {
        for (int i = 0; i < count; i++) {
            append("tool.call", head());
        }
    }

    void append(String kind, @Nullable String prevHash) {
        ChainEvent event = new ChainEvent(
                new UUID(9, rows.size()),
                sessionId,
                "agent",
                null,
                kind,
                null,
                null,
                null,
                "{\"n\": " + rows.size() + "}",
                prevHash,
                Instant.EPOCH.plusSeconds(rows.size()));
        rows.add(new ChainRow(rows.size() + 1, event, Vectors.KEY.mac(event.canonicalBytes()), null));
    }

    SessionVerifier verifier(KeyRing keys) {
        return new SessionVerifier(sessionId, keys);
    }

    /** What is said of rows that stand where this session's do. */
    SessionVerdict verdict(KeyRing keys, List<ChainRow> found) {
        SessionVerifier verifier = verifier(keys);
        found.forEach(verifier::accept);
        return verifier.finish();
    }

    /** What a console notes of rows that it sees in this order. */
    public static Mark mark(List<ChainRow> seen) {
        MarkDigest digest = MarkDigest.NONE;
        for (ChainRow row : seen) {
            digest = digest.plus(row.chainSeq(), row.hmacValue());
        }
        ChainRow last = seen.get(seen.size() - 1);
        return new Mark(seen.size(), last.chainSeq(), last.event().eventId(), last.hmacValue(), digest.hex());
    }
}

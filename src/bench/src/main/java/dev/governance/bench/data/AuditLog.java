package dev.governance.bench.data;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainKey;
import dev.governance.chain.ChainRow;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A month of fifty agents, rightly chained and signed: two of five rows are a session of their own, the others belong
 * to sessions of 10 to 5,000 rows of which 250 are open at any time. The same number of rows is always the same log.
 */
final class AuditLog {
    private static final Duration SPAN = Duration.ofDays(30);
    private static final double ALONE = 0.4;
    private static final int OPEN = 250;
    private static final double SHORTEST = 10;
    private static final double LONGEST = 5_000;
    private static final int GAP_EVERY = 10_000;
    private static final int HASHED_EVERY = 4;

    private final SplittableRandom random = new SplittableRandom(42);
    private final Fleet fleet = new Fleet(random);
    private final Kinds kinds = new Kinds(random);
    private final Metadata metadata = new Metadata(random, fleet);
    private final ChainKey key;
    private final long rows;
    private final Instant start;
    private final Session[] open = new Session[OPEN];
    private long written;
    private long chainSeq;
    private long canonicalBytes;

    /** Prepares the log.
     *
     * @param end when its last event was written
     */
    AuditLog(ChainKey key, long rows, Instant end) {
        this.key = key;
        this.rows = rows;
        this.start = end.minus(SPAN);
        for (int i = 0; i < OPEN; i++) {
            open[i] = session();
        }
    }

    /** A session that is being written. */
    private static final class Session {
        final UUID id;
        final int agent;
        final long length;
        long place;

        @Nullable
        String head;

        Session(UUID id, int agent, long length) {
            this.id = id;
            this.agent = agent;
            this.length = length;
        }
    }

    private Session session() {
        double length = SHORTEST * Math.pow(LONGEST / SHORTEST, random.nextDouble());
        return new Session(fleet.id(), fleet.agent(), Math.round(length));
    }

    /** The next row; null after the last. */
    @Nullable
    ChainRow next() {
        if (written == rows) {
            return null;
        }
        if (random.nextDouble() < ALONE) {
            return row(new Session(fleet.id(), fleet.agent(), 1), kinds.alone());
        }
        int chosen = random.nextInt(OPEN);
        Session session = open[chosen];
        boolean last = session.place + 1 == session.length;
        if (last) {
            open[chosen] = session();
        }
        return row(session, kinds.next(session.place, last));
    }

    private ChainRow row(Session session, String kind) {
        chainSeq += written % GAP_EVERY == GAP_EVERY - 1 ? 2 : 1; // a transaction was rolled back now and then
        ChainEvent event = new ChainEvent(
                fleet.id(),
                session.id,
                Fleet.name(session.agent),
                null,
                kind,
                kind.startsWith("llm.") ? Fleet.model(session.agent) : null,
                written % HASHED_EVERY == 0 ? hash() : null,
                null,
                metadata.of(kind, session.agent),
                session.head,
                time());
        byte[] signed = event.canonicalBytes();
        String mac = key.mac(signed);
        canonicalBytes += signed.length;
        session.head = mac;
        session.place++;
        written++;
        return new ChainRow(chainSeq, event, mac, null);
    }

    private String hash() {
        StringBuilder out = new StringBuilder(64);
        for (int i = 0; i < 4; i++) {
            out.append(HexFormat.of().toHexDigits(random.nextLong()));
        }
        return out.toString();
    }

    private Instant time() {
        long micros = SPAN.toNanos() / 1_000 / rows * written + random.nextInt(100_000);
        return start.plusNanos(micros * 1_000);
    }

    long lastSeq() {
        return chainSeq;
    }

    /** The mean length of what was signed, in bytes. */
    long meanBytes() {
        return canonicalBytes / Math.max(1, written);
    }
}

package dev.governance.chain.scan;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainKey;
import dev.governance.chain.ChainRow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;

/** A log as honest writers write it, many sessions at once, and what can be done to it then. */
final class WrittenLog {
    static final ChainKey KEY = ChainKey.ofSecret("a-secret-of-enough-length-0123456789");

    final List<ChainRow> rows = new ArrayList<>();
    private final Random random;
    private final Map<UUID, String> heads = new HashMap<>();
    private long seq;

    WrittenLog(long seed) {
        random = new Random(seed);
    }

    WrittenLog write(int count, int sessions, ChainKey key) {
        for (int i = 0; i < count; i++) {
            append(new UUID(random.nextInt(4), random.nextInt(sessions)), "tool.call", key);
        }
        return this;
    }

    ChainRow append(UUID session, String kind, ChainKey key) {
        seq += 1 + random.nextInt(3);
        ChainEvent event = new ChainEvent(
                new UUID(random.nextLong(), random.nextLong()),
                session,
                "agent",
                null,
                kind,
                null,
                null,
                null,
                "{\"n\": " + seq + ", \"a\": \"x\"}",
                heads.get(session),
                Instant.EPOCH.plus(seq, ChronoUnit.MICROS));
        ChainRow row = new ChainRow(seq, event, key.mac(event.canonicalBytes()), null);
        heads.put(session, row.hmacValue());
        rows.add(row);
        return row;
    }

    void sort() {
        rows.sort(Comparator.comparingLong(ChainRow::chainSeq));
    }

    Map<UUID, List<ChainRow>> bySession() {
        return rows.stream().collect(Collectors.groupingBy(row -> row.event().sessionId()));
    }

    /** Does one of many kinds of damage to a row, or to it and another. */
    String damage() {
        int at = random.nextInt(rows.size());
        int other = random.nextInt(rows.size());
        ChainRow row = rows.get(at);
        switch (random.nextInt(12)) {
            case 0 -> rows.set(at, with(row, "{\"n\": -1}", row.event().prevHash()));
            case 1 -> rows.remove(at);
            case 2 -> swapNumbers(at, other);
            case 3 ->
                rows.set(
                        at,
                        with(
                                row,
                                row.event().metadataJson(),
                                rows.get(other).event().prevHash()));
            case 4 ->
                rows.set(
                        at,
                        resigned(
                                row,
                                rows.get(other).event().sessionId(),
                                row.event().prevHash()));
            case 5 -> rows.set(at, new ChainRow(row.chainSeq(), row.event(), "0".repeat(64), null));
            case 6 -> rows.removeIf(candidate -> isFirstOf(row, candidate));
            case 7 -> rows.set(at, resigned(row, row.event().sessionId(), null));
            case 8 ->
                rows.set(
                        at,
                        resigned(row, row.event().sessionId(), rows.get(other).hmacValue()));
            case 9 -> rows.set(at, new ChainRow(row.chainSeq(), row.event(), "no MAC at all", null));
            case 10 -> rows.set(at, with(row, "{\"n\": ", row.event().prevHash()));
            default ->
                rows.set(
                        at,
                        new ChainRow(
                                row.chainSeq(), row.event(), row.hmacValue().toUpperCase(java.util.Locale.ROOT), null));
        }
        sort();
        return row.toString();
    }

    private static boolean isFirstOf(ChainRow row, ChainRow candidate) {
        return candidate.event().prevHash() == null
                && candidate.event().sessionId().equals(row.event().sessionId());
    }

    private void swapNumbers(int at, int other) {
        ChainRow one = rows.get(at);
        ChainRow two = rows.get(other);
        rows.set(at, new ChainRow(two.chainSeq(), one.event(), one.hmacValue(), null));
        rows.set(other, new ChainRow(one.chainSeq(), two.event(), two.hmacValue(), null));
    }

    private static ChainRow with(ChainRow row, String metadata, String prev) {
        return new ChainRow(
                row.chainSeq(), event(row.event(), row.event().sessionId(), metadata, prev), row.hmacValue(), null);
    }

    /** A row that somebody with the key wrote at a number of his own choice. */
    static ChainRow signed(long chainSeq, UUID session, String prev) {
        ChainEvent event = new ChainEvent(
                new UUID(8, chainSeq),
                session,
                "agent",
                null,
                "tool.call",
                null,
                null,
                null,
                "{}",
                prev,
                Instant.EPOCH);
        return new ChainRow(chainSeq, event, KEY.mac(event.canonicalBytes()), null);
    }

    private static ChainRow resigned(ChainRow row, UUID session, String prev) {
        ChainEvent event = event(row.event(), session, row.event().metadataJson(), prev);
        return new ChainRow(row.chainSeq(), event, KEY.mac(event.canonicalBytes()), null);
    }

    private static ChainEvent event(ChainEvent event, UUID session, String metadata, String prev) {
        return new ChainEvent(
                event.eventId(),
                session,
                event.agentId(),
                null,
                event.kind(),
                null,
                null,
                null,
                metadata,
                prev,
                event.createdAt());
    }
}

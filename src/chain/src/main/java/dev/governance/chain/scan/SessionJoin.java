package dev.governance.chain.scan;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Finds the segments that belong together, and adds them up by session and for the log. */
final class SessionJoin {
    private static final int NONE = -1;
    private static final int FEW = 16;

    private final boolean plainOnesToo;
    private final Consumer<SessionSummary> taker;
    private final SessionHash hash = new SessionHash();
    private final SessionTally tally = new SessionTally();
    private final LogTally log = new LogTally();
    private final long[] words = new long[Segment.WORDS];
    private ByteBuffer records = ByteBuffer.allocate(0);

    /** Where each record begins. */
    private int[] starts = {};

    /** For each record the one before it of the same session. */
    private int[] before = {};

    /** A hash table of sessions: the newest record of each. */
    private int[] newest = {};

    private int[] order = new int[FEW];

    /**
     * Begins.
     *
     * @param plainOnesToo whether {@code taker} wants the sessions that are in order, too
     */
    SessionJoin(boolean plainOnesToo, Consumer<SessionSummary> taker) {
        this.plainOnesToo = plainOnesToo;
        this.taker = taker;
    }

    /** Joins the sessions of a partition that memory has room for. */
    void whole(Partition partition) {
        if (partition.records() == 0) {
            return;
        }
        load(partition);
        index(partition.records());
        for (int record : newest) {
            if (record != NONE) {
                session(record);
            }
        }
    }

    private void load(Partition partition) {
        int bytes = (int) partition.bytes();
        if (records.capacity() < bytes) {
            records = ByteBuffer.allocate(bytes);
        }
        partition.load(records.clear());
        records.flip();
    }

    private void index(int count) {
        int size = Integer.highestOneBit(count) * 4;
        if (newest.length != size) {
            newest = new int[size];
        }
        Arrays.fill(newest, NONE);
        if (starts.length < count) {
            starts = new int[count];
            before = new int[count];
        }
        for (int record = 0; record < count; record++) {
            starts[record] = records.position();
            Segment.read(records, words);
            int place = place(words[Segment.SESSION], words[Segment.SESSION + 1]);
            before[record] = newest[place];
            newest[place] = record;
        }
    }

    private int place(long high, long low) {
        int mask = newest.length - 1;
        int place = (int) hash.of(high, low) & mask;
        while (newest[place] != NONE && !isOf(newest[place], high, low)) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private boolean isOf(int record, long high, long low) {
        int at = starts[record] + Segment.RECORD_SESSION;
        return records.getLong(at) == high && records.getLong(at + Long.BYTES) == low;
    }

    private void session(int last) {
        int count = 0;
        for (int record = last; record != NONE; record = before[record]) {
            if (count == order.length) {
                order = Arrays.copyOf(order, count * 2);
            }
            order[count++] = record;
        }
        sort(count);
        tally.begin(sessionOf(last, 0), sessionOf(last, 1));
        for (int i = 0; i < count; i++) {
            records.position(starts[order[i]]);
            Segment.read(records, words);
            tally.add(words);
        }
        ended(tally);
    }

    private long sessionOf(int record, int half) {
        return records.getLong(starts[record] + Segment.RECORD_SESSION + half * Long.BYTES);
    }

    private void sort(int count) {
        if (count > FEW) {
            int[] sorted = Arrays.stream(order, 0, count)
                    .boxed()
                    .sorted((one, other) -> Long.compare(firstSeq(one), firstSeq(other)))
                    .mapToInt(Integer::intValue)
                    .toArray();
            System.arraycopy(sorted, 0, order, 0, count);
            return;
        }
        for (int i = 1; i < count; i++) {
            int record = order[i];
            int place = i;
            while (place > 0 && firstSeq(order[place - 1]) > firstSeq(record)) {
                order[place] = order[place - 1];
                place--;
            }
            order[place] = record;
        }
    }

    private long firstSeq(int record) {
        return records.getLong(starts[record] + Segment.RECORD_FIRST_SEQ);
    }

    /** Joins a partition that is too large although it is one session, or few: in the order of its segments. */
    void stream(Partition partition) {
        Map<UUID, SessionTally> tallies = new HashMap<>();
        partition.each(segment -> tallies.computeIfAbsent(
                        new UUID(segment[Segment.SESSION], segment[Segment.SESSION + 1]), SessionJoin::tally)
                .add(segment));
        tallies.values().forEach(this::ended);
    }

    private static SessionTally tally(UUID session) {
        SessionTally tally = new SessionTally();
        tally.begin(session.getMostSignificantBits(), session.getLeastSignificantBits());
        return tally;
    }

    private void ended(SessionTally session) {
        log.add(session);
        if (plainOnesToo || !session.isPlain()) {
            taker.accept(session.summary());
        }
    }

    LogTotals totals(ScanCounts counts) {
        return log.totals(counts);
    }
}

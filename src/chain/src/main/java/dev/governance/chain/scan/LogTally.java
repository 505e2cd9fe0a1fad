package dev.governance.chain.scan;

/** Adds up sessions to the whole log. */
final class LogTally {
    private long events;
    private long sessions;
    private long suspects;
    private long unproven;
    private long unprovenSessions;
    private long firstSeq = Long.MAX_VALUE;
    private long lastSeq = Long.MIN_VALUE;
    private long marked;
    private long marksHolding;
    private long marksBroken;

    void add(SessionTally session) {
        switch (session.outcome()) {
            case NONE -> {}
            case HOLDS -> marksHolding++;
            case DIFFERS, GONE, UNMARKED -> marksBroken++;
        }
        if (session.events() == 0) {
            return;
        }
        sessions++;
        events += session.events();
        unproven += session.unproven();
        suspects += session.isSuspect() ? 1 : 0;
        unprovenSessions += session.unproven() > 0 && !session.isSuspect() ? 1 : 0;
        firstSeq = Math.min(firstSeq, session.firstSeq());
        lastSeq = Math.max(lastSeq, session.lastSeq());
        marked += session.marked();
    }

    LogTotals totals(ScanCounts counts) {
        return new LogTotals(
                events,
                sessions,
                suspects,
                unproven,
                unprovenSessions,
                sessions == 0 ? null : firstSeq,
                sessions == 0 ? null : lastSeq,
                marked,
                marksHolding,
                marksBroken,
                counts.signatures(),
                counts.unresolved());
    }
}

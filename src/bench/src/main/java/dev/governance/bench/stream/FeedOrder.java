package dev.governance.bench.stream;

/**
 * What {@link FeedClient} is told to write.
 *
 * @param port of a publisher's location of nchan; 0 for rows in PostgreSQL
 * @param body what is published, with a {@link Stamp} in it that is replaced
 * @param writers of rows, each with a connection of its own and a transaction for each row
 * @param perSecond of all writers together
 * @param first number that is written
 */
record FeedOrder(int port, String path, String body, int writers, double perSecond, long first, int rows) {
    static FeedOrder rows(int writers, double perSecond, long first, int rows) {
        return new FeedOrder(0, "", "", writers, perSecond, first, rows);
    }

    /** When the row at this place is due, counted from the first. */
    long dueNanos(int place) {
        return Math.round(place * 1e9 / perSecond);
    }
}

package dev.governance.console.audit;

import dev.governance.console.db.CopyOut;
import dev.governance.console.db.DatabaseUrl;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The log as one moment shows it, over one or more connections. */
final class LogSnapshot implements AutoCloseable {
    private final DatabaseUrl url;
    private final CopyOut first;
    private final String name;
    private final long begun;
    private final List<CopyOut> open = new CopyOnWriteArrayList<>();

    private LogSnapshot(DatabaseUrl url, CopyOut first, String name, long begun) {
        this.url = url;
        this.first = first;
        this.name = name;
        this.begun = begun;
        open.add(first);
    }

    static LogSnapshot open(DatabaseUrl url) throws SQLException {
        long begun = System.nanoTime();
        CopyOut first = CopyOut.open(url);
        try {
            return new LogSnapshot(url, first, first.share(), begun);
        } catch (SQLException e) {
            first.close();
            throw e;
        }
    }

    /** Under which other connections join it as long as it is open. */
    String name() {
        return name;
    }

    /** On this machine's clock, in nanoseconds as {@link System#nanoTime}: nothing later is in it. */
    long begun() {
        return begun;
    }

    CopyOut first() {
        return first;
    }

    /** As many connections as asked for, the first among them. */
    List<CopyOut> connections(int count) throws SQLException {
        while (open.size() < count) {
            open.add(CopyOut.openOn(url, name));
        }
        return new ArrayList<>(open.subList(0, count));
    }

    /** Ends what is being read. Safe from any thread. */
    void cancel() {
        open.forEach(CopyOut::cancel);
    }

    @Override
    public void close() {
        open.forEach(CopyOut::close);
    }
}

package dev.governance.console.audit;

import dev.governance.chain.MarksKey;
import dev.governance.console.audit.marks.MarkingNode;
import dev.governance.console.wire.ChainVerdict;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;

/** A log, a node that marks it, and a console that knows the marks. */
final class SeenLog implements AutoCloseable {
    final AuditLog log;
    final MarkingNode node;
    private final AuditConsole console;

    SeenLog(Path folder) throws SQLException {
        log = new AuditLog();
        node = new MarkingNode(log.url, AuditLog.KEY, MarksKey.random(), folder.resolve("head.json"));
        node.adopt("first start");
        console = AuditConsole.knowing(log.url, node.marks);
    }

    /** A new session that was seen; its id, then those of its events. */
    UUID[] session(int events) throws SQLException {
        UUID[] ids = log.session(events);
        node.mark();
        return ids;
    }

    ChainVerdict verify(UUID session) {
        return console.verify(session);
    }

    @Override
    public void close() throws SQLException {
        console.close();
        node.close();
        log.close();
    }
}

package dev.governance.console.bridge;

import dev.governance.console.contract.Bridge;
import dev.governance.console.contract.Bridge.Frame;
import dev.governance.console.db.Database;
import dev.governance.console.wire.AuditEvent;
import dev.governance.console.wire.Json;
import io.vertx.core.Future;
import java.util.List;

/** What a browser missed, from the table, page by page, so that any node can tell it and none holds it whole. */
final class Replay {
    static final int ROWS_A_PAGE = 200;

    /** A browser that missed more loads a snapshot instead; several times what a page keeps. */
    static final int MOST = 50_000;

    private final Database database;
    private final BridgeStore store;
    private final AuditFollower told;

    Replay(Database database, BridgeStore store, AuditFollower told) {
        this.database = database;
        this.store = store;
        this.told = told;
    }

    Future<Bridge.Missed> page(Bridge.Since since) {
        return since.next() < 0 ? first(since.lastId()) : rows(since.next(), since.position());
    }

    private Future<Bridge.Missed> first(long lastId) {
        long position = told.position();
        if (lastId < 0) {
            return Future.succeededFuture(Bridge.Missed.nothing(position));
        }
        if (lastId > told.highest()) {
            return reset(position, "this console has not seen position " + lastId + " yet");
        }
        // After a restart a lost number is open again for a while: the position may be behind one that was told.
        long after = Math.min(lastId, position);
        if (told.highest() - after > MOST) {
            return reset(position, "more than " + MOST + " events were missed");
        }
        return rows(after, position);
    }

    private Future<Bridge.Missed> rows(long after, long position) {
        return store.since(database.queries(), after, ROWS_A_PAGE, row -> replayed(row, position))
                .map(rows -> page(rows, position));
    }

    private static Future<Bridge.Missed> reset(long position, String why) {
        return Future.succeededFuture(Bridge.Missed.tooMuch(position, why));
    }

    private static Bridge.Missed page(List<Replayed> rows, long position) {
        long next = rows.size() < ROWS_A_PAGE ? -1 : rows.get(rows.size() - 1).number();
        return new Bridge.Missed(rows.stream().map(Replayed::frame).toList(), position, next, "");
    }

    private static Replayed replayed(AuditEvent row, long position) {
        return new Replayed(row.chainSeq(), new Frame(Math.min(row.chainSeq(), position), "audit", Json.write(row)));
    }

    private record Replayed(long number, Frame frame) {}
}

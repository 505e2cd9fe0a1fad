package dev.governance.console.auth;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Permission;
import dev.governance.console.contract.Permissions;
import dev.governance.console.contract.Sessions;
import dev.governance.console.contract.Users;
import dev.governance.console.db.Database;
import dev.governance.console.db.Place;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.ConsoleSession;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Lists sessions and ends them, if whoever does may still do so when the turn comes; the end and its audit row are one
 * transaction, and the row rings on every node.
 */
final class SessionActs {

    private final Database database;
    private final Ledger ledger;
    private final SessionListStore sessions;
    private final ActingUsers acting;
    private final UserStore users = new UserStore();

    SessionActs(Database database, Ledger ledger, Duration idle) {
        this.database = database;
        this.ledger = ledger;
        this.sessions = new SessionListStore(idle);
        this.acting = new ActingUsers(database, ledger);
    }

    Future<Sessions.Page> list(Sessions.All question) {
        Caller by = question.by();
        if (!by.userId().equals(question.userId()) && !managesUsers(by)) {
            return Future.failedFuture(notYours(by));
        }
        return Future.succeededFuture()
                .map(begun -> Place.read(question.cursor(), Place.NEWEST))
                .compose(before -> sessions.list(database.queries(), question, before))
                .map(found -> page(found, question.limit()));
    }

    private static Sessions.Page page(List<ConsoleSession> found, int limit) {
        if (found.size() <= limit) {
            return new Sessions.Page(found, null);
        }
        ConsoleSession last = found.get(limit - 1);
        return new Sessions.Page(found.subList(0, limit), new Place(last.createdAt(), last.sessionId()).text());
    }

    /** To who may not end it, a session of somebody else is as unknown as one that never was. */
    Future<Sessions.Revoked> revoke(Sessions.Revoke question) {
        Caller by = question.by();
        UUID owner = managesUsers(by) ? null : by.userId();
        return alone(
                by,
                transaction -> sessions.revoke(transaction, question.sessionId(), owner)
                        .map(revoked -> revoked.orElseThrow(SessionActs::unknown))
                        .compose(of -> told(
                                transaction,
                                "console.session_revoked",
                                of,
                                by,
                                Map.of("sign_in", question.sessionId().toString())))
                        .map(new Sessions.Revoked(question.sessionId())));
    }

    Future<Sessions.RevokedAll> revokeAll(Sessions.RevokeAll question) {
        Caller by = question.by();
        if (!by.userId().equals(question.userId()) && !managesUsers(by)) {
            return Future.failedFuture(notYours(by));
        }
        return alone(
                by,
                transaction -> users.find(transaction, question.userId())
                        .map(found -> found.orElseThrow(Usernames::unknownId).user())
                        .map(user -> new SessionListStore.Owner(user.userId(), user.username()))
                        .compose(of -> revokeAll(transaction, of, by)));
    }

    private Future<Sessions.RevokedAll> revokeAll(Queries transaction, SessionListStore.Owner of, Caller by) {
        return sessions.revokeAll(transaction, of.userId(), by.sessionId()).compose(ended -> {
            Sessions.RevokedAll answer = new Sessions.RevokedAll(ended);
            return ended == 0
                    ? Future.succeededFuture(answer)
                    : told(transaction, "console.sessions_revoked", of, by, Map.of("sessions", ended))
                            .map(answer);
        });
    }

    /** As users are changed: of two who end each other's sessions one wins, where each would wait for the other's row. */
    private <T> Future<T> alone(Caller by, Function<Queries, Future<T>> work) {
        return acting.alone(Users.By.of(by), managesUsers(by) ? Permission.MANAGE_USERS : Permission.READ, work);
    }

    private static boolean managesUsers(Caller by) {
        return Permissions.of(by).contains(Permission.MANAGE_USERS);
    }

    private static Refusal notYours(Caller by) {
        return new Refusal(
                Fault.FORBIDDEN,
                "role",
                "other people's sessions need the role admin; yours is "
                        + by.role().code());
    }

    private static Refusal unknown() {
        return new Refusal(Fault.NOT_FOUND, "unknown_session", "there is no such session, or it is over already");
    }

    private Future<UUID> told(
            Queries transaction, String kind, SessionListStore.Owner of, Caller by, Map<String, Object> more) {
        Map<String, Object> metadata = new HashMap<>(more);
        metadata.put("user", of.username());
        metadata.put("user_id", of.userId().toString());
        metadata.put("by", by.username());
        metadata.put("by_id", by.userId().toString());
        return ledger.append(transaction, AuditEntry.ofConsole(kind, metadata));
    }
}

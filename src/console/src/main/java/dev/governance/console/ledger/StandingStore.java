package dev.governance.console.ledger;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Role;
import dev.governance.console.wire.ScopedToken;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Asks again about whoever was let in at the door, once it is their turn, and keeps what let them in from ending before
 * the transaction does.
 */
public final class StandingStore {
    /** The user's row first, as whoever changes a user does: the trigger ends the sessions behind it. */
    private static final String OF_SESSION = """
            select u.role
              from governance_console.sessions s
              join governance_console_users u on u.user_id = s.user_id
             where s.session_id = $1
               and s.ended_at is null
               and s.expires_at > now()
               and not u.disabled
               for share of u, s
            """;

    private static final String OF_TOKEN = """
            select u.role
              from governance_console.api_tokens t
              join governance_console_users u on u.user_id = t.user_id
             where t.token_id = $1
               and t.revoked_at is null
               and t.expires_at > now()
               and not u.disabled
               for share of u, t
            """;

    /**
     * Refuses as UNAUTHENTICATED whose session or token ended meanwhile, also by who commits first, or whose role does not
     * allow it any more.
     *
     * @param may whether somebody with the role of now may do it
     */
    public Future<Void> check(Queries transaction, Caller caller, Predicate<Caller> may) {
        ScopedToken token = caller.token();
        return (token == null
                        ? role(transaction, OF_SESSION, caller.sessionId(), caller)
                        : role(transaction, OF_TOKEN, token.tokenId(), caller))
                .map(now -> {
                    if (!may.test(now)) {
                        throw over();
                    }
                    return null;
                });
    }

    private static Future<Caller> role(Queries transaction, String sql, UUID id, Caller caller) {
        return transaction
                .findOne(sql, Tuple.of(id), row -> Role.of(row.getString("role")))
                .map(found -> caller.as(found.orElseThrow(StandingStore::over)));
    }

    private static Refusal over() {
        return new Refusal(
                Fault.UNAUTHENTICATED,
                "not_signed_in",
                "somebody ended your session or token, or changed your account meanwhile; nothing was changed. Sign in"
                        + " again");
    }
}

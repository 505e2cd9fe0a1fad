package dev.governance.console.auth;

import dev.governance.console.db.Queries;
import dev.governance.console.wire.Role;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;

/** Asks again about a session that was let in, once it is its turn, and keeps it from ending before the transaction does. */
final class StandingStore {
    /** The user's row first, as whoever changes a user does: the trigger ends the sessions behind it. */
    private static final String STANDING = """
            select u.role
              from governance_console.sessions s
              join governance_console_users u on u.user_id = s.user_id
             where s.session_id = $1
               and s.ended_at is null
               and s.expires_at > now()
               and not u.disabled
               for share of u, s
            """;

    /** What a session that was let in before may do now; empty when it ended meanwhile, also by who commits first. */
    Future<Optional<Role>> standing(Queries transaction, UUID sessionId) {
        return transaction.findOne(STANDING, Tuple.of(sessionId), row -> Role.of(row.getString("role")));
    }
}

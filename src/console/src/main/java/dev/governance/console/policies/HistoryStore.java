package dev.governance.console.policies;

import dev.governance.console.db.PrintedJson;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.ScopedToken;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code governance_console.policy_changes}, which a trigger writes whoever changes a policy. */
final class HistoryStore {
    private static final int LONGEST = 262_144;

    private static final String PAGE = """
            select change_id, deed, changed_at, database_role, changed_by, reason, event_id,
                   case when sum(octet_length(policy)) over (order by change_id desc) <= 4194304 then policy end as policy
              from (select change_id, deed, changed_at, database_role, changed_by, reason, event_id, %s as policy
                      from governance_console.policy_changes
                     where agent_id = $1
                       and policy_type = $2
                       and change_id < $3
                     order by change_id desc
                     limit $4) as page
             order by change_id desc
            """.formatted(PrintedJson.text("policy", LONGEST));

    private static final String SIGN = """
            update governance_console.policy_changes
               set user_id = $3,
                   changed_by = $4,
                   reason = $5,
                   access_id = $6,
                   event_id = $7
             where agent_id = $1
               and policy_type = $2
               and transaction_id = txid_current()
               and event_id is null
            """;

    /**
     * A change.
     *
     * @param json null when the policy was deleted, or is too long to be shown
     */
    record Noted(
            long changeId,
            String deed,
            @Nullable String json,
            Instant changedAt,
            String databaseRole,
            @Nullable String by,
            @Nullable String reason,
            @Nullable UUID eventId) {}

    Future<List<Noted>> page(Queries queries, String agentId, String policyType, long before, int limit) {
        return queries.list(PAGE, Tuple.of(agentId, policyType, before, limit), HistoryStore::noted);
    }

    /** Says whose act the change of this transaction is; answers 0 when no trigger noted one. */
    Future<Integer> sign(
            Queries transaction, String agentId, String policyType, Caller by, String reason, UUID eventId) {
        ScopedToken token = by.token();
        return transaction.execute(
                SIGN,
                Tuple.of(
                        agentId,
                        policyType,
                        by.userId(),
                        by.username(),
                        reason,
                        token == null ? null : token.tokenId(),
                        eventId));
    }

    private static Noted noted(Row row) {
        return new Noted(
                row.getLong("change_id"),
                row.getString("deed"),
                row.getString("policy"),
                row.getOffsetDateTime("changed_at").toInstant(),
                row.getString("database_role"),
                row.getString("changed_by"),
                row.getString("reason"),
                row.getUUID("event_id"));
    }
}

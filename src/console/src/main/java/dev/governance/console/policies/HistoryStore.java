package dev.governance.console.policies;

import dev.governance.console.contract.Policies.Change;
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
            select change_id, deed, changed_at, database_role, changed_by, proposed_by, reason, event_id,
                   case when sum(octet_length(policy)) over (order by change_id desc) <= 4194304 then policy end as policy
              from (select change_id, deed, changed_at, database_role, changed_by, reason, event_id, %s as policy
                      from governance_console.policy_changes
                     where agent_id = $1
                       and policy_type = $2
                       and change_id < $3
                     order by change_id desc
                     limit $4) as page
              left join governance_console.policy_confirmations using (event_id)
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

    private static final String CONFIRMED = """
            insert into governance_console.policy_confirmations (event_id, proposed_by, proposed_by_id)
            values ($1, $2, $3)
            """;

    /**
     * A change.
     *
     * @param json null when the policy was deleted, or is too long to be shown
     * @param proposedBy who wanted what {@code by} confirmed; null when it did not take two
     */
    record Noted(
            long changeId,
            String deed,
            @Nullable String json,
            Instant changedAt,
            String databaseRole,
            @Nullable String by,
            @Nullable String proposedBy,
            @Nullable String reason,
            @Nullable UUID eventId) {}

    Future<List<Noted>> page(Queries queries, String agentId, String policyType, long before, int limit) {
        return queries.list(PAGE, Tuple.of(agentId, policyType, before, limit), HistoryStore::noted);
    }

    /** Says whose act the change of this transaction is; answers 0 when no trigger noted one. */
    Future<Integer> sign(Queries transaction, Change change, UUID eventId) {
        Caller by = change.by();
        ScopedToken token = by.token();
        return transaction.execute(
                SIGN,
                Tuple.of(change.agentId(), change.policyType(), by.userId(), by.username(), change.reason())
                        .addUUID(token == null ? null : token.tokenId())
                        .addUUID(eventId));
    }

    /** Says who proposed what was confirmed by that act. */
    Future<?> confirmed(Queries transaction, Proposal proposal, UUID eventId) {
        return transaction.execute(CONFIRMED, Tuple.of(eventId, proposal.by(), proposal.byId()));
    }

    private static Noted noted(Row row) {
        return new Noted(
                row.getLong("change_id"),
                row.getString("deed"),
                row.getString("policy"),
                row.getOffsetDateTime("changed_at").toInstant(),
                row.getString("database_role"),
                row.getString("changed_by"),
                row.getString("proposed_by"),
                row.getString("reason"),
                row.getUUID("event_id"));
    }
}

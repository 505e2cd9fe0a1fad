package dev.governance.console.keys;

import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;

/** Rows of {@code governance_agent_keys} and {@code governance_agent_key_revocations}. */
final class AgentKeyStore {
    private static final String IMPORT = """
            insert into governance_agent_keys (key_fingerprint, agent_id, public_key_pem, activated_at_chain_seq)
            values ($1, $2, $3, $4)
                on conflict (key_fingerprint) do nothing
            """;

    private static final String OWNER = """
            select agent_id
              from governance_agent_keys
             where key_fingerprint = $1
            """;

    private static final String REVOKED_AT = """
            select min(revoked_at_chain_seq) as since
              from governance_agent_key_revocations
             where key_fingerprint = $1
            having count(*) > 0
            """;

    private static final String REVOKE = """
            insert into governance_agent_key_revocations (key_fingerprint, revoked_at_chain_seq, reason, operator_id)
            select $1, chain_seq, $3, $4
              from governance_audit_events
             where event_id = $2
            returning revoked_at_chain_seq
            """;

    Future<Integer> add(Queries transaction, String fingerprint, String agentId, String pem, long activatedAt) {
        return transaction.execute(IMPORT, Tuple.of(fingerprint, agentId, pem, activatedAt));
    }

    Future<Optional<String>> owner(Queries transaction, String fingerprint) {
        return transaction.findOne(OWNER, Tuple.of(fingerprint), row -> row.getString("agent_id"));
    }

    Future<Optional<Long>> revokedAt(Queries transaction, String fingerprint) {
        return transaction.findOne(REVOKED_AT, Tuple.of(fingerprint), row -> row.getLong("since"));
    }

    /** Revokes from the place of the event that tells of it on, and answers that place. */
    Future<Long> revoke(Queries transaction, String fingerprint, UUID eventId, String reason, String operator) {
        return transaction
                .findOne(
                        REVOKE,
                        Tuple.of(fingerprint, eventId, reason, operator),
                        row -> row.getLong("revoked_at_chain_seq"))
                .map(Optional::orElseThrow);
    }
}

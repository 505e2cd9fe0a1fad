package dev.governance.console.ledger;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.SessionLock;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** Rows of {@code governance_audit_events}, written exactly as agents write them. */
final class LedgerStore {
    private static final String LOCK = "select pg_advisory_xact_lock($1::bigint)";

    private static final String HEAD = """
            select hmac_value
              from governance_audit_events
             where session_id = $1
             order by chain_seq desc
             limit 1
            """;

    /**
     * Only while our key is the active one, or none was ever registered. The statement sees the table of keys as it is
     * once the log is locked for it, and a rotation locks the log before it reads, so that no row slips in behind one.
     */
    private static final String INSERT = """
            insert into governance_audit_events
                   (event_id, session_id, agent_id, parent_event_id, kind, model, input_hash, output_hash,
                    metadata_json, prev_hash, hmac_value, created_at, signature_status)
            select $1::uuid, $2::uuid, $3, $4::uuid, $5, $6, $7, $8, $9::text::jsonb, $10, $11, $12::timestamptz,
                   'unsigned'
             where coalesce((select case when retired_at_chain_seq is null then fingerprint else '' end
                               from governance_audit_chain_keys
                              order by activated_at_chain_seq desc
                              limit 1), $13) = $13
            """;

    Future<Integer> lock(Queries transaction, UUID sessionId) {
        return transaction
                .list(LOCK, Tuple.of(SessionLock.key(sessionId)), row -> row)
                .map(1);
    }

    Future<Optional<String>> head(Queries transaction, UUID sessionId) {
        return transaction.findOne(HEAD, Tuple.of(sessionId), row -> row.getString("hmac_value"));
    }

    /** Answers 0 when another key signs now. */
    Future<Integer> insert(Queries transaction, ChainEvent event, String mac, String fingerprint) {
        return transaction.execute(
                INSERT,
                Tuple.tuple()
                        .addUUID(event.eventId())
                        .addUUID(event.sessionId())
                        .addString(event.agentId())
                        .addUUID(event.parentEventId())
                        .addString(event.kind())
                        .addString(event.model())
                        .addString(event.inputHash())
                        .addString(event.outputHash())
                        .addString(event.metadataJson())
                        .addString(event.prevHash())
                        .addString(mac)
                        .addOffsetDateTime(event.createdAt().atOffset(ZoneOffset.UTC))
                        .addString(fingerprint));
    }
}

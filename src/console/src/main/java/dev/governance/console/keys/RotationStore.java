package dev.governance.console.keys;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.SessionLock;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code governance_audit_chain_keys}, and the marker that stands in the log for a rotation. */
final class RotationStore {
    /** Two integers as key: the SDK's locks fill the space of the one bigint. */
    private static final String ONE_AT_A_TIME = "select pg_advisory_xact_lock(1735357042, 60)";

    /** Below what an agent waits for a statement, for all writers wait in line behind us. */
    private static final String PATIENCE = "set local lock_timeout = '2s'";

    private static final String SESSION = "select pg_advisory_xact_lock($1::bigint)";

    /** Writers hold ROW EXCLUSIVE until they commit, so none is under way once this is granted; readers go on. */
    private static final String WRITERS = "lock table governance_audit_events in share row exclusive mode";

    private static final String VERSIONS = """
            select key_version, fingerprint, activated_at_chain_seq, retired_at_chain_seq
              from governance_audit_chain_keys
             where fingerprint = $1
                or activated_at_chain_seq = (select max(activated_at_chain_seq) from governance_audit_chain_keys)
             order by activated_at_chain_seq desc, key_version desc
            """;

    private static final String NEWEST = """
            select hmac_value
              from governance_audit_events
             order by chain_seq desc
             limit 1
            """;

    private static final String MARKER = """
            insert into governance_audit_events
                   (event_id, session_id, agent_id, kind, metadata_json, prev_hash, hmac_value, hmac_next, created_at,
                    signature_status)
            values ($1, $2, $3, $4, $5::text::jsonb, $6, $7, $8, $9, 'unsigned')
            returning chain_seq
            """;

    private static final String REGISTER = """
            insert into governance_audit_chain_keys (fingerprint, activated_at_chain_seq)
            values ($1, $2)
            returning key_version
            """;

    private static final String RETIRE = """
            update governance_audit_chain_keys
               set retired_at_chain_seq = $2
             where key_version = $1
               and retired_at_chain_seq is null
            """;

    /** A registered key. */
    record Version(
            int number,
            String fingerprint,
            long activatedAt,
            @Nullable Long retiredAt) {}

    /** Until the transaction ends, nobody else changes keys. */
    Future<?> alone(Queries transaction) {
        return transaction
                .execute(PATIENCE, Tuple.tuple())
                .compose(set -> transaction.list(ONE_AT_A_TIME, Tuple.tuple(), row -> true));
    }

    /** Until the transaction ends, nobody else writes; the session first, as every writer takes it first. */
    Future<?> silence(Queries transaction, UUID session) {
        return transaction
                .list(SESSION, Tuple.of(SessionLock.key(session)), row -> true)
                .compose(locked -> transaction.execute(WRITERS, Tuple.tuple()));
    }

    /** The newest version, and that of a fingerprint; in this order. */
    Future<List<Version>> versions(Queries transaction, String fingerprint) {
        return transaction.list(VERSIONS, Tuple.of(fingerprint), RotationStore::version);
    }

    /** The MAC of the last row of the whole log. */
    Future<Optional<String>> newest(Queries transaction) {
        return transaction.findOne(NEWEST, Tuple.tuple(), row -> row.getString("hmac_value"));
    }

    /** Answers the marker's chain_seq. */
    Future<Long> insert(Queries transaction, ChainEvent marker, String mac, String next) {
        Tuple values = Tuple.tuple()
                .addUUID(marker.eventId())
                .addUUID(marker.sessionId())
                .addString(marker.agentId())
                .addString(marker.kind())
                .addString(marker.metadataJson())
                .addString(marker.prevHash())
                .addString(mac)
                .addString(next)
                .addOffsetDateTime(marker.createdAt().atOffset(ZoneOffset.UTC));
        return transaction
                .findOne(MARKER, values, row -> row.getLong("chain_seq"))
                .map(Optional::orElseThrow);
    }

    /** Answers the new version's number. */
    Future<Integer> register(Queries transaction, String fingerprint, long activatedAt) {
        return transaction
                .findOne(REGISTER, Tuple.of(fingerprint, activatedAt), row -> row.getInteger("key_version"))
                .map(Optional::orElseThrow);
    }

    Future<Integer> retire(Queries transaction, int version, long at) {
        return transaction.execute(RETIRE, Tuple.of(version, at));
    }

    private static Version version(Row row) {
        return new Version(
                row.getInteger("key_version"),
                row.getString("fingerprint"),
                row.getLong("activated_at_chain_seq"),
                row.getLong("retired_at_chain_seq"));
    }
}

package dev.governance.console.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.chain.ChainRow;
import dev.governance.chain.KeyRing;
import dev.governance.chain.SessionVerdict;
import dev.governance.chain.SessionVerifier;
import dev.governance.chain.Signatures;
import dev.governance.console.audit.rows.SignedRowStore;
import dev.governance.console.db.AuditRows;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.AuditEvent;
import dev.governance.console.wire.ChainVerdict;
import dev.governance.console.wire.Correction;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** What operators said about earlier rows: a correction is a row of its own that names a range of others. */
final class CorrectionStore {
    /**
     * Among the newest ten thousand. Whoever writes a row can write anything as its range, so numbers are compared as
     * JSON, which no text makes fail.
     */
    private static final String OVERLAPPING = """
            select %s,
                   hmac_next,
                   encode(substring(signature from 1 for 65), 'hex') as signature,
                   left(signing_key_fingerprint, 65) as signing_key_fingerprint,
                   left(signature_status, 65) as signature_status
              from (select *
                      from governance_audit_events
                     where kind = 'audit.correction'
                     order by chain_seq desc
                     limit 10000) as newest
             where jsonb_typeof(metadata_json -> 'ref_chain_seq_start') = 'number'
               and jsonb_typeof(metadata_json -> 'ref_chain_seq_end') = 'number'
               and metadata_json -> 'ref_chain_seq_start' <= to_jsonb($2::bigint)
               and metadata_json -> 'ref_chain_seq_end' >= to_jsonb($1::bigint)
             order by chain_seq desc
             limit $3
            """.formatted(AuditRows.COLUMNS);

    private final AuditRows rows;
    private final WorkerExecutor workers;

    CorrectionStore(AuditRows rows, WorkerExecutor workers) {
        this.rows = rows;
        this.workers = workers;
    }

    /** Corrections of any row between two places, newest first; at most {@link ChainVerdict#CORRECTIONS}. */
    Future<List<Correction>> overlapping(Queries queries, KeyRing ring, long first, long last) {
        return queries.list(OVERLAPPING, Tuple.of(first, last, ChainVerdict.CORRECTIONS), row -> row)
                .compose(read -> workers.executeBlocking(
                        () -> read.stream().map(row -> correction(row, ring)).toList(), false));
    }

    private Correction correction(Row row, KeyRing ring) {
        AuditEvent shown = rows.of(row);
        JsonNode said = shown.metadata().tree();
        return new Correction(
                shown.eventId(),
                shown.chainSeq(),
                said.path("ref_chain_seq_start").asLong(),
                said.path("ref_chain_seq_end").asLong(),
                said.path("reason").asText(),
                said.path("note").asText(null),
                said.path("operator_id").asText(),
                shown.createdAt(),
                holds(row, ring));
    }

    /** Its link is the business of its own session, whose other rows are not at hand. */
    private static boolean holds(Row row, KeyRing ring) {
        ChainRow stored = SignedRowStore.of(row);
        SessionVerifier alone = new SessionVerifier(stored.event().sessionId(), ring);
        alone.accept(stored);
        SessionVerdict verdict = alone.finish();
        Signatures signatures = verdict.signatures();
        return verdict.intact() == 1 && signatures.invalid() == 0 && signatures.revoked() == 0;
    }
}

package dev.governance.console.audit;

import dev.governance.chain.KeyVersion;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Which key signed when; the table holds fingerprints, never keys. */
final class KeyStore {
    /** Rotations that are read; a chain that rotates daily takes 27 years to get there. */
    private static final int MOST = 10_000;

    private static final String VERSIONS = """
            select key_version, fingerprint, activated_at_chain_seq, retired_at_chain_seq
              from governance_audit_chain_keys
             order by activated_at_chain_seq desc
             limit $1
            """;

    Future<List<KeyVersion>> versions(Queries queries) {
        return queries.list(
                VERSIONS,
                Tuple.of(MOST),
                row -> new KeyVersion(
                        row.getInteger("key_version"),
                        row.getString("fingerprint"),
                        row.getLong("activated_at_chain_seq"),
                        row.getLong("retired_at_chain_seq")));
    }
}

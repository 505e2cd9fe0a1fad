package dev.governance.console.audit;

import dev.governance.chain.AgentKeys;
import dev.governance.chain.ChainKey;
import dev.governance.chain.ChainRow;
import dev.governance.chain.KeyMaterial;
import dev.governance.chain.KeyRing;
import dev.governance.chain.KeyVersion;
import dev.governance.console.audit.rows.SignedRowStore;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.db.PrintedJson;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.SigningKey;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which key signed when, and by which public keys agents' signatures are checked; the tables hold no secret. */
final class KeyStore {
    /** Rotations that are read; a chain that rotates daily takes 27 years to get there. */
    private static final int MOST = 10_000;

    private static final String VERSIONS = """
            select key_version, fingerprint, activated_at_chain_seq, retired_at_chain_seq
              from governance_audit_chain_keys
             order by activated_at_chain_seq desc
             limit $1
            """;

    /**
     * The rows right before a version begins, where a rotation leaves its marker. More than two share a number only where
     * somebody added them, and no rotation writes more than a few hundred bytes of metadata.
     */
    private static final String MARKERS =
            """
            select %s
              from (select distinct activated_at_chain_seq - 1 as place
                      from governance_audit_chain_keys
                     where activated_at_chain_seq > 0
                     order by place desc
                     limit $1) as version
              join lateral (select *
                              from governance_audit_events
                             where chain_seq = version.place
                               and kind = '%s'
                               and octet_length(%s) <= 8192
                             limit 2) as marker on true
            """.formatted(SignedRowStore.COLUMNS, ChainRow.ROTATION, PrintedJson.text("metadata_json", 8_192));

    private static final String AGENTS = """
            select key_fingerprint, agent_id, left(public_key_pem, 5000) as public_key_pem, activated_at_chain_seq
              from governance_agent_keys
             limit $1
            """;

    private static final String REVOKED = """
            select key_fingerprint, min(revoked_at_chain_seq) as since
              from governance_agent_key_revocations
             group by key_fingerprint
             limit $1
            """;

    /** All keys as the queries' snapshot knows them; of ours the active one is the present one from then on. */
    Future<KeyRing> ring(Queries queries, SigningKey ours, KeyMaterial material) {
        Future<List<KeyVersion>> versions = queries.list(VERSIONS, Tuple.of(MOST), KeyStore::version);
        Future<List<ChainRow>> markers = queries.list(MARKERS, Tuple.of(MOST), SignedRowStore::of);
        Future<List<AgentKeys.Key>> agents = queries.list(AGENTS, Tuple.of(AgentKeys.LIMIT + 1), KeyStore::agent);
        Future<List<Map.Entry<String, Long>>> revoked = queries.list(
                REVOKED,
                Tuple.of(AgentKeys.LIMIT + 1),
                row -> Map.entry(row.getString("key_fingerprint"), row.getLong("since")));
        return Future.all(versions, markers, agents, revoked)
                .map(read -> KeyRing.of(present(ours, versions.result()), versions.result(), material)
                        .markedBy(markers.result())
                        .with(register(agents.result(), revoked.result())));
    }

    private static ChainKey present(SigningKey ours, List<KeyVersion> newestFirst) {
        newestFirst.stream().findFirst().ifPresent(newest -> ours.follow(newest.fingerprint(), newest.retiredAt()));
        return ours.now();
    }

    private static AgentKeys register(List<AgentKeys.Key> agents, List<Map.Entry<String, Long>> revoked) {
        try {
            return AgentKeys.of(
                    agents, revoked.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    Fault.UNAVAILABLE,
                    "too_many_agent_keys",
                    "more keys of agents are stored than are read; nothing can be said about signatures");
        }
    }

    private static KeyVersion version(Row row) {
        return new KeyVersion(
                row.getInteger("key_version"),
                row.getString("fingerprint"),
                row.getLong("activated_at_chain_seq"),
                row.getLong("retired_at_chain_seq"));
    }

    private static AgentKeys.Key agent(Row row) {
        return new AgentKeys.Key(
                row.getString("key_fingerprint"),
                row.getString("agent_id"),
                row.getString("public_key_pem"),
                row.getLong("activated_at_chain_seq"));
    }
}

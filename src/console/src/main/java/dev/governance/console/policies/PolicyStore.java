package dev.governance.console.policies;

import dev.governance.console.db.PrintedJson;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of {@code governance_policies}, which SDKs write and follow. */
final class PolicyStore {
    /** Far more than the console itself stores. */
    private static final int LONGEST = 262_144;

    /**
     * Rows with their version, which is the digest of what they say: agents write the same again at each start, which is no
     * change. Of what cannot be printed it is the row's own.
     */
    private static final String VERSIONED = """
            select agent_id, policy_type, policy, updated_at,
                   coalesce(encode(sha256(convert_to(policy, 'UTF8')), 'hex'), 'row-' || row_version) as version
              from (select agent_id, policy_type, %s as policy, updated_at, xmin::text as row_version
                      from governance_policies
                    %%s) as printed
            """.formatted(PrintedJson.text("policy_json", LONGEST));

    /** A page has a size in bytes, too: policies beyond 4 MiB in all are told without what they say. */
    private static final String PAGE = """
            select agent_id, policy_type, updated_at, version,
                   case when sum(octet_length(policy)) over (order by agent_id, policy_type) <= 4194304
                        then policy end as policy
              from (%s) as page
             order by agent_id, policy_type
            """;

    private static final String ALL = PAGE.formatted(VERSIONED.formatted("""
                     where (agent_id, policy_type) > ($1, $2)
                     order by agent_id, policy_type
                     limit $3
            """));

    /** Many types of one agent only somebody with SQL makes. */
    private static final String OF_AGENT = PAGE.formatted(VERSIONED.formatted("""
                     where agent_id = $1
                     order by policy_type
                     limit 1000
            """));

    private static final String ONE = VERSIONED.formatted("where agent_id = $1 and policy_type = $2");

    private static final String LOCKED = VERSIONED.formatted("where agent_id = $1 and policy_type = $2 for update");

    private static final String INSERT = """
            insert into governance_policies (agent_id, policy_type, policy_json, updated_at)
            values ($1, $2, $3::text::jsonb, clock_timestamp())
                on conflict (agent_id, policy_type) do nothing
            """;

    /** The time is when it is stored, not when the transaction began: the Python SDK looks for a later one. */
    private static final String UPDATE = """
            update governance_policies
               set policy_json = $3::text::jsonb,
                   updated_at = clock_timestamp()
             where agent_id = $1
               and policy_type = $2
               and policy_json is distinct from $3::text::jsonb
            """;

    private static final String SAYS = """
            select 1 as one
              from governance_policies
             where agent_id = $1
               and policy_type = $2
               and policy_json = $3::text::jsonb
            """;

    /**
     * A stored policy.
     *
     * @param json with its secrets; null when it is too long to be shown
     */
    record Stored(
            String agentId, String policyType, @Nullable String json, Instant updatedAt, String version) {
        @Override
        public String toString() {
            return "Stored[" + policyType + " of " + agentId + "]";
        }
    }

    Future<List<Stored>> all(Queries queries, PolicyCursor after, int limit) {
        return queries.list(ALL, Tuple.of(after.agentId(), after.policyType(), limit), PolicyStore::stored);
    }

    Future<List<Stored>> ofAgent(Queries queries, String agentId) {
        return queries.list(OF_AGENT, Tuple.of(agentId), PolicyStore::stored);
    }

    Future<Optional<Stored>> one(Queries queries, String agentId, String policyType) {
        return queries.findOne(ONE, Tuple.of(agentId, policyType), PolicyStore::stored);
    }

    /** As it stands once whoever is changing it has done so; nobody else does until the transaction ends. */
    Future<Optional<Stored>> locked(Queries transaction, String agentId, String policyType) {
        return transaction.findOne(LOCKED, Tuple.of(agentId, policyType), PolicyStore::stored);
    }

    /** Answers 0 when somebody else stored one first. */
    Future<Integer> insert(Queries transaction, String agentId, String policyType, String json) {
        return transaction.execute(INSERT, Tuple.of(agentId, policyType, json));
    }

    /** Answers 0 when it says that already. */
    Future<Integer> update(Queries transaction, String agentId, String policyType, String json) {
        return transaction.execute(UPDATE, Tuple.of(agentId, policyType, json));
    }

    /** Whether it says that already. */
    Future<Boolean> says(Queries transaction, String agentId, String policyType, String json) {
        return transaction
                .findOne(SAYS, Tuple.of(agentId, policyType, json), row -> true)
                .map(Optional::isPresent);
    }

    private static Stored stored(Row row) {
        return new Stored(
                row.getString("agent_id"),
                row.getString("policy_type"),
                row.getString("policy"),
                row.getOffsetDateTime("updated_at").toInstant(),
                row.getString("version"));
    }
}

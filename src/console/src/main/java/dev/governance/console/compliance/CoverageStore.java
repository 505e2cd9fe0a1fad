package dev.governance.console.compliance;

import dev.governance.console.contract.Compliance.Wrapped;
import dev.governance.console.db.AuditAgents;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.WrapperCoverage;
import dev.governance.console.wire.WrapperCoverage.Wrapper;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of {@code governance_wrapper_registrations}, which SDKs write, beside policies and the log. */
final class CoverageStore {
    private static final String NO_POLICIES = "no_scope_policies_registered";

    /** A database that lost it says nothing, which is not that nobody is covered. */
    private static final String BASIS = """
            select now() as now,
                   to_regclass('governance_wrapper_registrations') is not null as registry,
                   count(*) as total
              from governance_policies
             where policy_type = 'scope'
               and ($1::text is null or agent_id = $1)
            """;

    private static final String SEEN = "last_seen_at >= now() - $1::int * interval '24 hours'";

    private static final String COUNTS = """
            with active as (
                select distinct agent_id
                  from governance_wrapper_registrations
                 where %s
                   and ($2::text is null or agent_id = $2))
            select count(*) as active, count(scope.agent_id) as covered
              from active
              left join governance_policies scope on scope.agent_id = active.agent_id and scope.policy_type = 'scope'
            """.formatted(SEEN);

    private static final String BY_AGENT = """
            select agent_id, provider, max(last_seen_at) as last_seen_at, bool_or(%s) as active
              from governance_wrapper_registrations
             where ($2::text is null or agent_id = $2)
             group by agent_id, provider
             order by agent_id, provider
             limit $3
            """.formatted(SEEN);

    /** Each agent's newest row by the index on agents, so that ten million rows cost no more than their agents. */
    private static final String UNWRAPPED = AuditAgents.WITH_WRITERS + """
            select writers.agent_id
              from writers
             cross join lateral (
                   select created_at
                     from governance_audit_events
                    where agent_id = writers.agent_id
                    order by chain_seq desc
                    limit 1) latest
             where writers.agent_id is not null
               and writers.agent_id <> all($4)
               and ($2::text is null or writers.agent_id = $2)
               and latest.created_at >= now() - $1::int * interval '24 hours'
               and not exists (select 1
                                 from governance_wrapper_registrations known
                                where known.agent_id = writers.agent_id
                                  and known.%s)
             order by writers.agent_id
             limit $3
            """.formatted(SEEN);

    private record Basis(Instant now, boolean registry, long total) {}

    private record Counts(long active, long covered) {}

    Future<WrapperCoverage> coverage(Queries queries, Wrapped asked) {
        return queries.findOne(BASIS, Tuple.of(asked.agentId()), CoverageStore::basis)
                .map(Optional::orElseThrow)
                .compose(basis -> basis.registry()
                        ? counted(queries, asked, basis)
                        : Future.succeededFuture(told(asked, basis, null, List.of(), List.of())));
    }

    /** What is told where counting took too long: nothing. */
    static WrapperCoverage unknown(Instant now, int days) {
        return new WrapperCoverage(now, null, 0, null, null, Database.TOO_SLOW, List.of(), List.of(), false, days);
    }

    private static Future<WrapperCoverage> counted(Queries queries, Wrapped asked, Basis basis) {
        return queries.findOne(COUNTS, Tuple.of(asked.days(), asked.agentId()), CoverageStore::counts)
                .map(Optional::orElseThrow)
                .compose(counts -> queries.list(
                                BY_AGENT,
                                Tuple.of(asked.days(), asked.agentId(), WrapperCoverage.LISTED + 1),
                                CoverageStore::wrapper)
                        .compose(wrappers -> queries.list(
                                        UNWRAPPED,
                                        Tuple.of(
                                                asked.days(),
                                                asked.agentId(),
                                                WrapperCoverage.UNWRAPPED + 1,
                                                AuditAgents.NO_AGENTS.toArray(String[]::new)),
                                        row -> row.getString("agent_id"))
                                .map(unwrapped -> told(asked, basis, counts, wrappers, unwrapped))));
    }

    private static WrapperCoverage told(
            Wrapped asked, Basis basis, @Nullable Counts counts, List<Wrapper> wrappers, List<String> unwrapped) {
        boolean complete = counts != null
                && wrappers.size() <= WrapperCoverage.LISTED
                && unwrapped.size() <= WrapperCoverage.UNWRAPPED;
        return new WrapperCoverage(
                basis.now(),
                counts == null ? null : counts.active(),
                basis.total(),
                counts == null ? null : counts.covered(),
                counts == null || basis.total() == 0 ? null : (double) counts.covered() / basis.total(),
                counts == null ? "registry_missing" : basis.total() == 0 ? NO_POLICIES : "ok",
                wrappers.stream().limit(WrapperCoverage.LISTED).toList(),
                unwrapped.stream().limit(WrapperCoverage.UNWRAPPED).toList(),
                complete,
                asked.days());
    }

    private static Basis basis(Row row) {
        return new Basis(row.getOffsetDateTime("now").toInstant(), row.getBoolean("registry"), row.getLong("total"));
    }

    private static Counts counts(Row row) {
        return new Counts(row.getLong("active"), row.getLong("covered"));
    }

    private static Wrapper wrapper(Row row) {
        return new Wrapper(
                row.getString("agent_id"),
                row.getString("provider"),
                row.getBoolean("active"),
                row.getOffsetDateTime("last_seen_at").toInstant());
    }
}

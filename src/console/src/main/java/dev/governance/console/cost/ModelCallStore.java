package dev.governance.console.cost;

import dev.governance.console.cost.ModelCalls.AgentModel;
import dev.governance.console.cost.ModelCalls.Count;
import dev.governance.console.cost.ModelCalls.Line;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Rows of the log about calls of models, a part of the log at a time. */
final class ModelCallStore {
    /** Rows of the log, of any kind, that one query looks at. */
    private static final int PART = 50_000;

    /**
     * Where the log stands, and where today's rows begin. A number that the sequence has not given out was chosen by
     * somebody: the log does not stand there.
     */
    private static final String CLOCK = """
            with log as (
              select now() as now,
                     date_trunc('day', now() at time zone 'utc') at time zone 'utc' as day,
                     coalesce((select chain_seq
                                 from governance_audit_events
                                where chain_seq <= (select coalesce(
                                          pg_sequence_last_value(
                                              pg_get_serial_sequence('governance_audit_events', 'chain_seq')::regclass),
                                          9223372036854775807))
                                order by chain_seq desc
                                limit 1), 0) as newest
            )
            select now, day, newest,
                   coalesce((select min(chain_seq) - 1
                               from (select chain_seq
                                       from governance_audit_events
                                      where created_at >= log.day
                                      order by created_at
                                      limit 10000) first), newest) as before
              from log
            """;

    private static final String END = """
            select coalesce((select chain_seq
                               from governance_audit_events
                              where chain_seq > $1
                                and chain_seq <= $2
                              order by chain_seq
                             offset $3
                              limit 1), $2) as upto
            """;

    /** Of OpenAI, then of everybody else, as both SDKs name them; what is no count of a call's tokens tells nothing. */
    private static final String COUNT =
            """
            select agent_id, model,
                   count(*) filter (where kind = 'llm.result') as answered,
                   count(*) filter (where input is not null and output is not null) as told,
                   count(*) filter (where kind <> 'llm.error' and not begins
                                      and (input is null or output is null)) as untold,
                   count(*) filter (where begins) as begun,
                   count(*) filter (where kind = 'llm.result.reconciled') as ended,
                   coalesce(sum(input) filter (where output is not null), 0)::bigint as input,
                   coalesce(sum(output) filter (where input is not null), 0)::bigint as output,
                   least(max(created_at), now()) as latest
              from (select agent_id, model, kind, begins, created_at,
                           %s as input,
                           %s as output
                      from (select agent_id, kind, created_at,
                                   coalesce(model, case when length(said ->> 'model') between 1 and 128
                                                        then said ->> 'model' end) as model,
                                   kind = 'llm.result' and coalesce(said -> 'streaming' = 'true', false) as begins,
                                   said -> 'token_usage' as usage
                              from (select agent_id, kind, model, created_at,
                                           case when pg_column_size(metadata_json) <= 65536 then metadata_json
                                                else '{}' end as said
                                      from governance_audit_events
                                     where kind in ('llm.result', 'llm.result.reconciled', 'llm.error')
                                       and chain_seq > $1
                                       and chain_seq <= $2
                                       and created_at >= $3) called) read) split
             where model is not null
             group by agent_id, model
             limit 10001
            """.formatted(tokens("prompt_tokens", "input_tokens"), tokens("completion_tokens", "output_tokens"));

    /** A whole number of tokens that a call can use. */
    private static String tokens(String first, String second) {
        String member = "coalesce(usage -> '" + first + "', usage -> '" + second + "')";
        return """
                case when jsonb_typeof(%1$s) = 'number'
                     then case when (%1$s)::numeric between 0 and 1000000000000
                                and (%1$s)::numeric = trunc((%1$s)::numeric)
                               then (%1$s)::numeric end
                end""".formatted(member);
    }

    /**
     * Where the log stands.
     *
     * @param before the number before the first row of the day
     */
    record Clock(Instant now, Instant day, long newest, long before) {}

    Future<Clock> clock(Queries queries) {
        return queries.findOne(CLOCK, Tuple.tuple(), ModelCallStore::clock).map(Optional::orElseThrow);
    }

    /** The number up to which a part behind {@code after} reaches. */
    Future<Long> end(Queries queries, long after, long upTo) {
        return queries.findOne(END, Tuple.of(after, upTo, PART - 1), row -> row.getLong("upto"))
                .map(Optional::orElseThrow);
    }

    Future<List<Line>> count(Queries queries, long after, long upTo, Instant day) {
        return queries.list(COUNT, Tuple.of(after, upTo, day.atOffset(ZoneOffset.UTC)), ModelCallStore::line);
    }

    private static Clock clock(Row row) {
        return new Clock(
                row.getOffsetDateTime("now").toInstant(),
                row.getOffsetDateTime("day").toInstant(),
                row.getLong("newest"),
                row.getLong("before"));
    }

    private static Line line(Row row) {
        return new Line(
                new AgentModel(row.getString("agent_id"), row.getString("model")),
                new Count(
                        row.getLong("answered"),
                        row.getLong("told"),
                        row.getLong("untold"),
                        row.getLong("begun"),
                        row.getLong("ended"),
                        row.getLong("input"),
                        row.getLong("output"),
                        row.getOffsetDateTime("latest").toInstant()));
    }
}

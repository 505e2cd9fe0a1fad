package dev.governance.console.db.schema;

import dev.governance.console.db.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What a database of an older era lacks, in words. */
final class Differences {
    /** Every table, with the columns that came after its first release. */
    private static final String LACKING = """
            with expected (relation, columns) as (values
              ('governance_audit_events',
               '{signature,signing_key_fingerprint,signature_status,model,hmac_next}'::text[]),
              ('governance_audit_chain_keys', '{}'),
              ('governance_agent_keys', '{}'),
              ('governance_agent_key_revocations', '{}'),
              ('governance_cost_session_usage', '{started_at}'),
              ('governance_cost_agent_daily', '{}'),
              ('governance_cost_model_daily', '{}'),
              ('governance_gates_pending', '{reviewer_id,reviewing_since,rationale}'),
              ('governance_agent_presence', '{operator_id,halted_by,halted_at,halt_reason}'),
              ('governance_policies', '{}'),
              ('governance_loop_tracking', '{}'),
              ('governance_wrapper_registrations', '{}'),
              ('governance_console_users', '{}')
            ), found as (
              select e.relation, e.columns, c.oid
              from expected e
              left join pg_class c on c.relname = e.relation and c.relnamespace = to_regnamespace(?)
            )
            select case when oid is null then 'table ' || relation || ' is absent'
                        else 'table ' || relation || ' lacks '
                             || (select string_agg(word, ', ' order by place)
                                 from unnest(columns) with ordinality as c (word, place)
                                 where not exists (select from pg_attribute
                                                   where attrelid = oid and attname = word and not attisdropped))
                   end as difference
            from found
            """;

    static List<String> of(Connection connection, SdkSchema sdk) throws SQLException {
        return Jdbc.words(
                connection,
                "select difference from (" + LACKING + ") d where difference is not null",
                sdk.identifier());
    }

    private Differences() {}
}

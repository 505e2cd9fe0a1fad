package dev.governance.console.explorer;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.TestPostgres;

/** Many rows at once, unsigned: lists do not prove anything. */
final class LogRows {
    private static final String INSERT = """
            insert into governance_audit_events
                   (event_id, session_id, agent_id, kind, model, metadata_json, hmac_value, created_at)
            select gen_random_uuid(), '%s'::uuid, '%s', %s, %s, %s, encode(sha256(n::text::bytea), 'hex'), %s
              from generate_series(1, %d) as n
            """;

    private final DatabaseUrl url;
    private String session = "00000000-0000-0000-0000-00000000000a";
    private String agent = "agent-one";
    private String kind = "'tool.call'";
    private String model = "null";
    private String metadata = "jsonb_build_object('n', n)";
    private String time = "timestamptz '2026-03-01 00:00:00Z' + n * interval '1 second'";

    private LogRows(DatabaseUrl url) {
        this.url = url;
    }

    static LogRows in(DatabaseUrl url) {
        return new LogRows(url);
    }

    LogRows session(String value) {
        session = value;
        return this;
    }

    LogRows agent(String value) {
        agent = value;
        return this;
    }

    /** An SQL expression over {@code n}, as the following ones. */
    LogRows kind(String expression) {
        kind = expression;
        return this;
    }

    LogRows model(String expression) {
        model = expression;
        return this;
    }

    LogRows metadata(String expression) {
        metadata = expression;
        return this;
    }

    LogRows time(String expression) {
        time = expression;
        return this;
    }

    void insert(int count) {
        TestPostgres.execute(url, INSERT.formatted(session, agent, kind, model, metadata, time, count));
    }
}

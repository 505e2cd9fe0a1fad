package dev.governance.bench.list;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.Jdbc;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Addresses that narrow the list, each with a value that is in the log. */
final class Filters {
    /** A session in the middle of the log, an event of it, and an hour around it. */
    private static final String SAMPLE = """
            select session_id::text, event_id::text, left(hmac_value, 16),
                   to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                   to_char(created_at at time zone 'UTC' + interval '1 hour', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
              from governance_audit_events
             where chain_seq > ? / 2
               and kind = 'tool.result'
             order by chain_seq
             limit 1
            """;

    private final Map<String, String> indexed = new LinkedHashMap<>();
    private final Map<String, String> others = new LinkedHashMap<>();

    Filters(DatabaseUrl url, long lastSeq) {
        List<String> sample = sample(url, lastSeq);
        indexed.put("agent", "agent_id=" + encoded("billing-agent-1"));
        indexed.put("quiet agent", "agent_id=" + encoded("mail-agent-50"));
        indexed.put("kind", "kind=tool.call");
        indexed.put("rare kind", "kind=loop.detected");
        indexed.put("several kinds", "kind=llm.call,llm.result");
        indexed.put("kinds by prefix", "kind=" + encoded("approval.*"));
        indexed.put("blocked", "outcome=blocked");
        indexed.put("error", "outcome=error");
        indexed.put("session", "session_id=" + sample.get(0));
        indexed.put("model", "model=" + encoded("claude-sonnet-4-6"));
        indexed.put("an hour", "from=" + encoded(sample.get(3)) + "&to=" + encoded(sample.get(4)));
        indexed.put("event id", "q=" + sample.get(1));
        others.put("agent and kind", "agent_id=" + encoded("billing-agent-1") + "&kind=llm.error");
        others.put(
                "agent, blocked, an hour",
                "agent_id=" + encoded("billing-agent-1") + "&outcome=blocked&from=" + encoded(sample.get(3)) + "&to="
                        + encoded(sample.get(4)));
        others.put("beginning of a MAC", "q=" + sample.get(2));
        others.put("usual text", "q=invoice");
        others.put("text that is nowhere", "q=" + encoded("zanzibar quagga"));
    }

    /** Those that an index answers. */
    Map<String, String> indexed() {
        return indexed;
    }

    /** Those that look through rows. */
    Map<String, String> others() {
        return others;
    }

    private static List<String> sample(DatabaseUrl url, long lastSeq) {
        try (Connection connection = url.connect()) {
            return Jdbc.list(
                            connection,
                            SAMPLE,
                            row -> List.of(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getString(4),
                                    row.getString(5)),
                            lastSeq)
                    .get(0);
        } catch (SQLException e) {
            throw new IllegalStateException("the log has no sample: " + e.getMessage(), e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

package dev.governance.console.journey;

import java.util.List;

/**
 * Something there is to see once one has signed in.
 *
 * @param name of its pictures
 * @param path with which it is asked for
 * @param ready what is there once all of it was read, as a selector
 */
record View(String name, String path, String ready) {
    private static final String SESSION = """
            select session_id from governance_audit_events where agent_id = 'billing-agent' limit 1
            """;

    /** All of them; a page without a line here is a page that no test looks at. */
    static List<View> all(RunningDemo demo) {
        String session = demo.ask(SESSION);
        return List.of(
                new View("posture", "/posture", "article.agent"),
                new View("matrix", "/posture?view=matrix", "table"),
                new View("halt", "/posture?halt=billing-agent", "dialog[open]"),
                new View("halt-many", "/posture?halts=*", "dialog[open] .names li"),
                new View("audit", "/audit", "tr[data-event], tbody tr"),
                new View("verified", "/audit?session=" + session + "&verify=1", ".chain .vb.pass"),
                new View("stream", "/stream", "gc-vlist .vrows .vrow"),
                new View("approvals", "/approvals", "article.req"),
                new View("agent", "/agents/billing-agent", ".ag-trail tbody tr"),
                new View("agent-scope", "/agents/billing-agent?tab=scope", ".ag-names li"),
                new View("agent-budget", "/agents/billing-agent?tab=budget", ".ag-caps tbody tr"),
                new View("agent-sessions", "/agents/billing-agent?tab=sessions", ".ag-sessions tbody tr"),
                new View("agent-halts", "/agents/billing-agent?tab=halts", ".ag-tab .empty h2"),
                new View("evidence", "/compliance", ".ev"),
                new View("integrity", "/compliance?tab=integrity", ".comp .vb.pass"),
                new View("keys", "/compliance?tab=keys", "table.keys tbody tr"),
                new View("coverage", "/compliance?tab=coverage", ".blind li"),
                new View("policies", "/compliance?tab=policies&policy=billing-agent/scope", ".changes li"),
                new View("cost", "/cost", "gc-chart canvas"),
                new View("users", "/users", "table tbody tr"),
                new View("users-add", "/users?add=1", "dialog[open]"),
                new View("settings", "/settings", "input[autocomplete=new-password]"),
                new View("settings-sessions", "/settings?tab=sessions", "table tbody tr"),
                new View("settings-tokens", "/settings?tab=tokens&make=1", "dialog[open]"),
                new View("settings-nodes", "/settings?tab=nodes", "table tbody tr"),
                new View("settings-preferences", "/settings?tab=preferences", "text=Take the tour"),
                new View("not-found", "/no-such-page", ".empty"));
    }
}

package dev.governance.console.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.governance.console.audit.AuditLog;
import dev.governance.console.wire.AgentSessions;
import dev.governance.console.wire.Json;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sessions of one agent, over HTTP. */
class SessionsTest {
    private static final String OLDER = "00000000-0000-0000-0000-0000000000c1";
    private static final String NEWER = "00000000-0000-0000-0000-0000000000c2";
    private static final String LONG = "00000000-0000-0000-0000-0000000000c3";

    private static AuditLog log;
    private static ExplorerConsole console;

    @BeforeAll
    static void start() throws SQLException {
        log = new AuditLog();
        LogRows.in(log.url)
                .session(OLDER)
                .agent("a/b ö")
                .kind("case when n = 2 then 'scope.violation' else 'tool.call' end")
                .insert(3);
        LogRows.in(log.url)
                .session(NEWER)
                .agent("a/b ö")
                .kind("case when n = 4 then 'tool.error' else 'tool.call' end")
                .insert(4);
        LogRows.in(log.url).session(NEWER).agent("another").insert(2);
        LogRows.in(log.url).session(LONG).agent("busy").insert(1);
        LogRows.in(log.url).session(NEWER).agent("busy").insert(Sessions.LOOKED);
        console = new ExplorerConsole(log.url);
    }

    @AfterAll
    static void stop() throws SQLException {
        console.close();
        log.close();
    }

    @Test
    void whatAnAgentWroteIsCountedBySessionTheLatestFirst() {
        AgentSessions told = told("a%2Fb%20%C3%B6", "");

        assertThat(told.agentId()).isEqualTo("a/b ö");
        assertThat(told.sessions())
                .extracting(
                        AgentSessions.Session::sessionId,
                        AgentSessions.Session::events,
                        AgentSessions.Session::blocked,
                        AgentSessions.Session::errors,
                        AgentSessions.Session::lastKind)
                .containsExactly(
                        tuple(UUID.fromString(NEWER), 4L, 0L, 1L, "tool.error"),
                        tuple(UUID.fromString(OLDER), 3L, 1L, 0L, "tool.call"));
        assertThat(told.looked()).isEqualTo(7);
        assertThat(told.complete()).isTrue();
    }

    @Test
    void whereNobodyKnowsTheChainNothingIsVerified() {
        assertThat(told("another", "").sessions())
                .allMatch(session -> session.proof().equals(AgentSessions.Proof.UNKNOWN));
    }

    @Test
    void onlyTheNewestEventsAreLookedAtAndThatIsSaid() {
        AgentSessions told = told("busy", "");

        assertThat(told.sessions())
                .extracting(AgentSessions.Session::sessionId)
                .containsExactly(UUID.fromString(NEWER));
        assertThat(told.looked()).isEqualTo(Sessions.LOOKED);
        assertThat(told.complete()).isFalse();
        assertThat(told("a%2Fb%20%C3%B6", "?limit=1").complete()).isFalse();
    }

    @Test
    void whoNeverWroteHasNoneAndWhatIsNoIdIsRefused() {
        assertThat(told("nobody", "").sessions()).isEmpty();
        assertThat(console.get("/api/agents/" + "x".repeat(257) + "/sessions").statusCode())
                .isEqualTo(422);
        assertThat(console.get("/api/agents/busy/sessions?limit=201").statusCode())
                .isEqualTo(422);
    }

    private static AgentSessions told(String agent, String query) {
        return Json.read(
                console.get("/api/agents/" + agent + "/sessions" + query).body(), AgentSessions.class);
    }
}

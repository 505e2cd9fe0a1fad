package dev.governance.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.MarksKey;
import dev.governance.console.audit.marks.MarkingNode;
import dev.governance.console.db.Jdbc;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.LogVerdict;
import dev.governance.console.wire.MarksVerdict.State;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody who deleted events cuts the reader off while it looks at them closely, and puts the marks right meanwhile. The
 * reader is held where it asks what parts a changed event had.
 */
class MarksMeanwhileTest {
    private AuditLog log;
    private MarkingNode node;
    private LogConsole console;
    private UUID[] cut;
    private UUID[] gone;

    /** One session lost its last event and has a changed one, another lost all; only the adoption's own is in order. */
    @BeforeEach
    void aDamagedLog(@TempDir Path folder) throws SQLException {
        log = new AuditLog();
        cut = sessionWithALongEvent();
        gone = log.session(3);
        node = new MarkingNode(log.url, AuditLog.KEY, MarksKey.random(), folder.resolve("head.json"));
        node.adopt("first start");
        node.mark();
        waitWhereASessionIsLookedAt();
        console = new LogConsole(log.url, AuditLog.KEY, node.marks);
        log.tamper("update governance_audit_events set kind = 'other' where event_id = ?", cut[2]);
        log.tamper("delete from governance_audit_events where event_id = ?", cut[4]);
        log.tamper("delete from governance_audit_events where session_id = ?", gone[0]);
    }

    /** What is long is printed by a function, which here waits for a lock wherever a session is looked at again. */
    private UUID[] sessionWithALongEvent() throws SQLException {
        UUID[] ids = new UUID[5];
        ids[0] = UUID.randomUUID();
        ids[1] = log.append(ids[0], "{\"long\": \"" + "x".repeat(1_000) + "\"}");
        for (int i = 2; i < ids.length; i++) {
            ids[i] = log.append(ids[0], "{\"n\": " + i + "}");
        }
        return ids;
    }

    private void waitWhereASessionIsLookedAt() throws SQLException {
        log.execute("""
                create or replace function governance_console.printed(document jsonb, longest integer) returns text
                language plpgsql stable strict as $$
                begin
                    if current_query() not like 'copy (%' then
                        perform pg_advisory_xact_lock_shared(7);
                    end if;
                    return document::text;
                end $$
                """);
    }

    @AfterEach
    void close() throws SQLException {
        console.close();
        node.close();
        log.close();
    }

    private LogVerdict verdictAfter(AutoCloseable meanwhile) throws Exception {
        try (Connection holding = log.url.connect()) {
            Jdbc.words(holding, "select pg_advisory_lock(7)::text");
            Future<Run.Conclusion> ended =
                    console.run(1, 100, Duration.ofMinutes(1)).begin();
            Eventually.holds("the session is looked at", () -> count("pid") > 0 || ended.isComplete());
            log.tamper("update governance_audit_events set kind = 'tool.call' where event_id = ?", cut[2]);
            meanwhile.close();
            Eventually.holds("the reader is cut off", () -> count("pg_terminate_backend(pid)") > 0);
            Jdbc.words(holding, "select pg_advisory_unlock(7)::text");
            return LogConsole.verdict(ended);
        }
    }

    private int count(String what) {
        return TestPostgres.ask(
                        log.url,
                        "select " + what + "::text from pg_stat_activity"
                                + " where datname = current_database() and wait_event_type = 'Lock'")
                .size();
    }

    @Test
    void marksThatWereTakenAwayMeanwhileAreForged() throws Exception {
        LogVerdict verdict = verdictAfter(
                () -> log.execute("delete from governance_console.marks where session_id in (?, ?)", cut[0], gone[0]));

        assertThat(verdict.verdict()).isEqualTo("tampered");
        assertThat(verdict.marks().state()).isEqualTo(State.FORGED);
        nothingDamagedIsFine(verdict);
    }

    @Test
    void marksThatBeganAnewMeanwhileClearNoSession() throws Exception {
        LogVerdict verdict = verdictAfter(() -> node.adopt("to hide it"));

        assertThat(verdict.verified()).isFalse();
        assertThat(verdict.marks().state()).isEqualTo(State.BEGUN);
        nothingDamagedIsFine(verdict);
    }

    @Test
    void marksThatWentOnMeanwhileStillTellWhatIsGone() throws Exception {
        LogVerdict verdict = verdictAfter(() -> log.session(2));

        assertThat(verdict.headline()).isEqualTo("TRUNCATED: events of 2 sessions are gone");
        assertThat(verdict.marks().state()).isEqualTo(State.HOLDS);
        nothingDamagedIsFine(verdict);
    }

    private static void nothingDamagedIsFine(LogVerdict verdict) {
        assertThat(verdict.snapshots()).isGreaterThan(1);
        assertThat(verdict.sessions()).isEqualTo(2);
        assertThat(verdict.verifiedSessions()).isEqualTo(1);
        assertThat(verdict.damagedCount()).isEqualTo(2);
    }
}

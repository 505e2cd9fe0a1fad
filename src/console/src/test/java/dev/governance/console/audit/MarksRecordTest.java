package dev.governance.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.MarkHead;
import dev.governance.chain.MarksKey;
import dev.governance.console.audit.marks.MarkingNode;
import dev.governance.console.audit.marks.Marks;
import dev.governance.console.db.schema.Migrations;
import dev.governance.console.wire.ChainVerdict;
import dev.governance.console.wire.MarksVerdict.State;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a database superuser does to the console's own record, and what verifying a session says then. */
class MarksRecordTest {
    private static final MarksKey KEY = MarksKey.random();
    private static final List<String> TABLES = List.of("marks", "mark_heads", "mark_state");

    @TempDir
    Path folder;

    private AuditLog log;
    private MarkingNode node;
    private AuditConsole console;
    private UUID[] ids;

    @BeforeEach
    void start() throws SQLException {
        log = new AuditLog();
        node = new MarkingNode(log.url, AuditLog.KEY, KEY, folder.resolve("head.json"));
        node.adopt("first start");
        ids = log.session(3);
        node.mark();
        console = AuditConsole.knowing(log.url, node.marks);
    }

    @AfterEach
    void stop() throws SQLException {
        console.close();
        node.close();
        log.close();
    }

    private State state() {
        return console.verify(ids[0]).marks().state();
    }

    @Test
    void anEmptiedLogIsMissed() throws SQLException {
        log.tamper("truncate governance_audit_events");

        ChainVerdict verdict = console.verify(ids[0]);

        assertThat(verdict.verdict()).isEqualTo("truncated");
        assertThat(verdict.sentence()).isEqualTo("This session had 3 events; none is left.");
        assertThat(verdict.marks().state()).isEqualTo(State.HOLDS);
    }

    @Test
    void aMarkThatWasMadeToFitADeletionIsFound() throws SQLException {
        String before = log.text("select hmac_value from governance_audit_events where event_id = '" + ids[2] + "'");
        log.tamper("delete from governance_audit_events where event_id = ?", ids[3]);
        log.execute(
                "update governance_console.marks set events = 2, last_seq = ?, last_id = ?, last_mac = ?"
                        + " where session_id = ?",
                log.seq(ids[2]),
                ids[2],
                before,
                ids[0]);

        ChainVerdict verdict = console.verify(ids[0]);

        assertThat(verdict.marks().state()).isEqualTo(State.FORGED);
        assertThat(verdict.marks().sentence())
                .isEqualTo("Deletions cannot be ruled out: the console's own record was forged; marks were changed.");
    }

    @Test
    void aMarkThatWentWithItsSessionIsFound() throws SQLException {
        log.tamper("delete from governance_audit_events where session_id = ?", ids[0]);
        log.execute("delete from governance_console.marks where session_id = ?", ids[0]);

        assertThat(state()).isEqualTo(State.FORGED);
    }

    @Test
    void anEditedHeadIsFound() throws SQLException {
        log.execute("update governance_console.mark_heads set up_to_seq = 1 where number ="
                + " (select max(number) from governance_console.mark_heads)");

        assertThat(state()).isEqualTo(State.FORGED);
    }

    @Test
    void anUntouchedSessionIsNotBlamedForARecordThatCannotBeBelieved() throws SQLException {
        log.execute("update governance_console.mark_state set sum = set_byte(sum, 7, 1)");
        ChainVerdict forged = console.verify(ids[0]);
        log.execute("truncate governance_console.mark_heads, governance_console.mark_state");
        ChainVerdict missing = console.verify(ids[0]);

        assertThat(forged.headline()).isEqualTo("Marks forged");
        assertThat(forged.findings()).isEmpty();
        assertThat(forged.sentence()).startsWith("Every HMAC matches its content");
        assertThat(forged.marks().state()).isEqualTo(State.FORGED);
        assertThat(missing.headline()).isEqualTo("Marks missing");
        assertThat(missing.findings()).isEmpty();
        assertThat(missing.marks().state()).isEqualTo(State.MISSING);
    }

    @Test
    void anEditedSumIsFound() throws SQLException {
        log.execute("update governance_console.mark_state set sum = set_byte(sum, 7, 1)");

        assertThat(state()).isEqualTo(State.FORGED);
    }

    @Test
    void aDroppedRecordIsMissingAndTheNodeRemembersIt() throws SQLException {
        for (String table : TABLES) {
            log.execute("truncate governance_console." + table);
        }

        ChainVerdict verdict = console.verify(ids[0]);

        assertThat(verdict.marks().state()).isEqualTo(State.MISSING);
        assertThat(verdict.marks().sentence())
                .startsWith("Deletions cannot be ruled out: the console's own record is missing. This node had seen"
                        + " number 2 of it.");
        log.append(ids[0], "{}");
        node.mark();
        assertThat(state()).isEqualTo(State.MISSING);
    }

    @Test
    void tablesThatWereDroppedAreMissingUntilTheyAreMadeAndAdopted() throws SQLException {
        for (String table : TABLES) {
            log.execute("alter table governance_console." + table + " rename to away");
            log.append(ids[0], "{}");

            assertThat(node.mark().state()).isEqualTo(State.MISSING);
            ChainVerdict verdict = console.verify(ids[0]);
            assertThat(verdict.headline()).isEqualTo("Marks missing");
            assertThat(verdict.marks().alarms()).isTrue();
            assertThat(verdict.marks().sentence())
                    .contains("This node had seen number ", "Its tables are gone; governance migrate makes them.");
            log.execute("alter table governance_console.away rename to " + table);
            assertThat(node.mark().state()).isEqualTo(State.HOLDS);
        }
        log.execute(
                "drop table governance_console.marks, governance_console.mark_heads, governance_console.mark_state");
        assertThat(state()).isEqualTo(State.MISSING);

        Migrations.migrate(log.url, false, line -> {});
        node.adopt("somebody dropped the tables");
        node.mark();

        assertThat(state()).isEqualTo(State.HOLDS);
    }

    @Test
    void anOlderRecordThatWasTrueOnceIsRolledBack() throws SQLException {
        keepACopy();
        UUID[] later = log.session(2);
        node.mark();
        log.tamper("delete from governance_audit_events where session_id = ?", later[0]);
        putTheCopyBack();

        ChainVerdict verdict = console.verify(ids[0]);

        assertThat(verdict.marks().state()).isEqualTo(State.ROLLED_BACK);
        assertThat(verdict.marks().sentence())
                .isEqualTo("Deletions cannot be ruled out: the console's own record is older than the newest this node"
                        + " has seen (number 2, and 3 was seen).");
    }

    @Test
    void aDatabaseThatLiesAboutTheTimeHidesNoRollback() throws SQLException {
        keepACopy();
        log.session(1);
        node.mark();
        putTheCopyBack();
        log.execute("create function kept.clock_timestamp() returns timestamptz language sql"
                + " as $$select pg_catalog.clock_timestamp() + interval '1 day'$$");
        log.execute("alter database " + log.url.database() + " set search_path = kept, pg_catalog, public");

        try (AuditConsole deceived = AuditConsole.knowing(log.url, node.marks)) {
            assertThat(deceived.verify(ids[0]).marks().state()).isEqualTo(State.ROLLED_BACK);
        }
    }

    @Test
    void aNodeThatStartsAnewKnowsOfTheRollbackByItsFile() throws SQLException {
        keepACopy();
        log.session(1);
        node.mark();
        putTheCopyBack();

        try (MarkingNode started = new MarkingNode(log.url, AuditLog.KEY, KEY, folder.resolve("head.json"))) {
            assertThat(started.state()).isEqualTo(State.ROLLED_BACK);
        }
    }

    @Test
    void nothingIsSignedOnTopOfARollbackUntilAnOperatorAdoptsIt() throws SQLException {
        keepACopy();
        log.session(1);
        node.mark();
        putTheCopyBack();
        node.mark();
        assertThat(state()).isEqualTo(State.ROLLED_BACK);

        node.adopt("restored from a backup");
        node.mark();

        assertThat(state()).isEqualTo(State.HOLDS);
        assertThat(log.text("select reason from governance_console.mark_heads where number = 4"))
                .isEqualTo("restored from a backup");
    }

    @Test
    void aNodeWhoseHistoryIsAnotherSaysSo() throws SQLException {
        keepACopy();
        log.session(1);
        node.mark();
        putTheCopyBack();
        Path elsewhere = folder.resolve("elsewhere.json");
        try (MarkingNode unknowing = new MarkingNode(log.url, AuditLog.KEY, KEY, elsewhere)) {
            unknowing.mark();
            log.session(1);
            unknowing.mark();
            assertThat(unknowing.state()).isEqualTo(State.HOLDS);
        }

        assertThat(state()).isEqualTo(State.FORGED);
    }

    @Test
    void aHistoryThatLacksTheHeadThisNodeKnowsIsAnother() throws SQLException {
        keepACopy();
        log.session(1);
        node.mark();
        putTheCopyBack();
        try (MarkingNode unknowing = new MarkingNode(log.url, AuditLog.KEY, KEY, folder.resolve("elsewhere.json"))) {
            for (int i = 0; i < 3; i++) {
                log.session(1);
                unknowing.mark();
            }
        }

        log.execute("delete from governance_console.mark_heads where number = 3");

        assertThat(state()).isEqualTo(State.FORGED);
        node.adopt("somebody rolled the record back");
        assertThat(node.mark().state()).isEqualTo(State.HOLDS);
    }

    @Test
    void aHeadWhoseForerunnerIsGoneIsNotBelieved() throws SQLException {
        log.session(1);
        node.mark();

        log.execute("delete from governance_console.mark_heads where number = 2");

        assertThat(state()).isEqualTo(State.FORGED);
    }

    @Test
    void aKnownHeadThatIsGoneByAgeIsNotMissed() throws SQLException {
        node.signUpTo(10_002);

        assertThat(log.text("select string_agg(number::text, ' ' order by number) from governance_console.mark_heads"))
                .isEqualTo("1 10001 10002");
        assertThat(state()).isEqualTo(State.HOLDS);
    }

    @Test
    void aKnownHeadThatIsGoneBeforeItsTimeIsMissed() throws SQLException {
        node.signUpTo(10_001);
        log.execute("delete from governance_console.mark_heads where number = 2");

        assertThat(state()).isEqualTo(State.FORGED);
    }

    @Test
    void aNumberThatNobodySignedDoesNotCountForAnAdoption() throws SQLException {
        for (long number : new long[] {Long.MAX_VALUE, 9_000_000_000_000L}) {
            log.execute(
                    "insert into governance_console.mark_heads select ?, at, up_to_seq, gaps, sessions, events, root,"
                            + " previous, reason, key_fingerprint, signature from governance_console.mark_heads"
                            + " where number = 2",
                    number);
        }
        assertThat(state()).isEqualTo(State.FORGED);

        MarkHead adopted = node.adopt("somebody wrote heads");
        node.mark();

        assertThat(adopted.number()).isEqualTo(3);
        assertThat(state()).isEqualTo(State.HOLDS);
    }

    @Test
    void anAdoptionThatNobodySignedExcusesNoOtherHistory() throws SQLException {
        keepACopy();
        log.session(1);
        node.mark();
        putTheCopyBack();
        try (MarkingNode unknowing = new MarkingNode(log.url, AuditLog.KEY, KEY, folder.resolve("elsewhere.json"))) {
            for (int i = 0; i < 4; i++) {
                log.session(1);
                unknowing.mark();
            }
        }

        log.execute("update governance_console.mark_heads set reason = 'an adoption' where number = 4");

        assertThat(state()).isEqualTo(State.FORGED);
    }

    @Test
    void whoCannotTellTrueMarksBlamesNoSession() throws SQLException {
        editTheMark("events = events + 1");

        try (AuditConsole unpinned = AuditConsole.knowing(log.url, Marks.unpinned())) {
            ChainVerdict verdict = unpinned.verify(ids[0]);
            assertThat(verdict.headline()).isEqualTo("Marks not checked");
            assertThat(verdict.findings()).isEmpty();
            assertThat(verdict.marks().state()).isEqualTo(State.UNPINNED);
        }
    }

    @Test
    void anOlderRecordWhoseMarksWereChangedBlamesNoSession() throws SQLException {
        keepACopy();
        log.session(1);
        node.mark();
        putTheCopyBack();
        editTheMark("events = events + 1");

        ChainVerdict verdict = console.verify(ids[0]);

        assertThat(verdict.headline()).isEqualTo("Marks rolled back");
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.marks().state()).isEqualTo(State.ROLLED_BACK);
    }

    @Test
    void amongManySessionsAnEditedMarkBlamesTheRecordAndNothingIsOverclaimed() throws SQLException {
        log.execute("insert into governance_audit_events (event_id, session_id, agent_id, kind, hmac_value, created_at)"
                + " select gen_random_uuid(), gen_random_uuid(), 'agent', 'tool.call', md5(n::text), now()"
                + " from generate_series(1, 5100) n");
        node.mark();
        log.execute("update governance_console.marks set events = 2 where session_id ="
                + " (select max(session_id::text)::uuid from governance_console.marks where events = 1)");

        ChainVerdict asked = console.verify(ids[0]);
        assertThat(asked.marks().state()).isEqualTo(State.HOLDS);
        assertThat(asked.marks().sentence()).contains("as far as its own mark tells: whether one of the marks of 5,10");
        try (LogConsole thorough = new LogConsole(log.url, AuditLog.KEY, node.marks)) {
            ChainVerdict read = (ChainVerdict)
                    LogConsole.conclusion(thorough.session(ids[0]).begin()).whole();
            assertThat(read.headline()).isEqualTo("Marks forged");
            assertThat(read.findings()).isEmpty();
            assertThat(read.marks().state()).isEqualTo(State.FORGED);
        }

        editTheMark("events = events + 1");
        ChainVerdict edited = console.verify(ids[0]);
        assertThat(edited.headline()).isEqualTo("Marks forged");
        assertThat(edited.findings()).isEmpty();
        assertThat(edited.marks().state()).isEqualTo(State.FORGED);
    }

    private void editTheMark(String change) throws SQLException {
        log.execute("update governance_console.marks set " + change + " where session_id = ?", ids[0]);
    }

    private void keepACopy() throws SQLException {
        log.execute("create schema kept");
        for (String table : TABLES) {
            log.execute("create table kept." + table + " as select * from governance_console." + table);
        }
    }

    private void putTheCopyBack() throws SQLException {
        for (String table : TABLES) {
            log.execute("delete from governance_console." + table);
            log.execute("insert into governance_console." + table + " select * from kept." + table);
        }
    }
}

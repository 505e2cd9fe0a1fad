package dev.governance.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.SeqRanges;
import dev.governance.console.testing.Eventually;
import dev.governance.console.wire.ChainVerdict;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which part of an event was changed, where the console had seen the event before. */
class NamingTest {
    private static SeenLog seen;

    @BeforeAll
    static void start(@TempDir Path folder) throws SQLException {
        seen = new SeenLog(folder);
    }

    @AfterAll
    static void stop() throws SQLException {
        seen.close();
    }

    @ParameterizedTest
    @CsvSource({
        "metadata_json = metadata_json || '{\"n\": 9}', Metadata was modified after signing.",
        "kind = 'other', Its kind was modified after signing.",
        "agent_id = 'somebody', Its agent was modified after signing.",
        "model = 'model-2', Its model was modified after signing.",
        "created_at = created_at + interval '1 microsecond', Its time was modified after signing.",
        "hmac_value = repeat('ab' ; 32), The HMAC was replaced."
    })
    void thePartThatChangedIsNamed(String change, String sentence) throws SQLException {
        UUID[] ids = seen.session(3);
        seen.log.tamper(
                "update governance_audit_events set " + change.replace(" ;", ",") + " where event_id = ?", ids[2]);

        ChainVerdict verdict = seen.verify(ids[0]);

        assertThat(verdict.headline()).startsWith("TAMPERED at event 2");
        assertThat(verdict.sentence()).startsWith(sentence);
    }

    @Test
    void aTimeThatIsNoneStopsNeitherMarkingNorVerifying() throws SQLException {
        UUID[] known = seen.session(2);
        UUID[] unseen = seen.log.session(2);
        seen.log.tamper(
                "update governance_audit_events set created_at = 'infinity' where event_id in (?, ?)",
                known[2],
                unseen[2]);
        seen.node.mark();

        assertThat(seen.verify(known[0]).sentence()).startsWith("Its time was modified after signing.");
        assertThat(seen.verify(unseen[0]).headline()).isEqualTo("TAMPERED at event 2");
    }

    @Test
    void aRecordOfItsPartsThatIsJunkCostsNoVerdict() throws SQLException {
        UUID[] ids = seen.session(2);
        seen.log.tamper("update governance_audit_events set kind = 'x' where event_id = ?", ids[2]);
        seen.log.execute("alter table governance_console.row_parts drop constraint if exists row_parts_parts_check");
        seen.log.execute("update governance_console.row_parts set parts = 'junk' where event_id = ?", ids[2]);

        ChainVerdict verdict = seen.verify(ids[0]);

        assertThat(verdict.headline()).isEqualTo("TAMPERED at event 2");
        assertThat(verdict.sentence()).startsWith("The event was modified after signing. The link");
    }

    @Test
    void severalPartsAreNamedTogether() throws SQLException {
        UUID[] ids = seen.session(3);
        seen.log.tamper("update governance_audit_events set kind = 'x', agent_id = 'y' where event_id = ?", ids[3]);

        assertThat(seen.verify(ids[0]).sentence()).startsWith("Its agent and its kind were modified after signing.");
    }

    @Test
    void whatWasWrongFromTheBeginningIsNotCalledALaterChange() throws SQLException {
        UUID[] ids = seen.log.session(2);
        seen.log.tamper("update governance_audit_events set kind = 'x' where event_id = ?", ids[2]);
        seen.node.mark();

        assertThat(seen.verify(ids[0]).sentence())
                .startsWith("The event was modified after signing."
                        + " It was like this already when the console first saw it.");
    }

    @Test
    void ofAnEventThatWasNotSeenTheVerdictSaysOnlyThatItChanged() throws SQLException {
        UUID[] ids = seen.log.session(2);
        seen.log.tamper("update governance_audit_events set kind = 'x' where event_id = ?", ids[2]);

        assertThat(seen.verify(ids[0]).sentence())
                .startsWith("The event was modified after signing. The link to the event before it holds");
    }

    @Test
    void aNumberThatChangedWithinTheSessionIsFound() throws SQLException {
        UUID session = UUID.randomUUID();
        seen.log.append(session, "{}");
        UUID second = seen.log.append(session, "{}");
        seen.log.text("select nextval(pg_get_serial_sequence('governance_audit_events', 'chain_seq'))");
        seen.log.append(session, "{}");
        Eventually.holds(
                "the number that no event has is given up",
                () -> seen.node.mark().view().marked().gaps().equals(SeqRanges.NONE));
        seen.log.tamper("update governance_audit_events set chain_seq = chain_seq + 1 where event_id = ?", second);

        ChainVerdict verdict = seen.verify(session);

        assertThat(verdict.headline()).isEqualTo("TAMPERED at event 2");
        assertThat(verdict.sentence())
                .startsWith("Sequence numbers were changed: the events stand at other places in the log than where"
                        + " this console had seen them. The first of them is event 2. 3 of 3 events match");
    }

    @Test
    void ofAChainThatWasWrittenAnewTheFirstEventIsFound() throws SQLException {
        UUID[] ids = seen.session(4);
        String mac = seen.log.mac(ids[1]);
        long[] numbers = {seen.log.seq(ids[2]), seen.log.seq(ids[3]), seen.log.seq(ids[4])};
        for (int i = 2; i <= 4; i++) {
            seen.log.tamper("delete from governance_audit_events where event_id = ?", ids[i]);
        }
        for (long number : numbers) {
            mac = seen.log.forge(ids[0], mac, number);
        }
        seen.log.append(ids[0], "{}");

        assertThat(seen.verify(ids[0]).headline()).isEqualTo("TAMPERED at event 2");
    }

    @Test
    void whoeverTakesTheFirstRowsRecordAwayMakesItNoChangedOne() throws SQLException {
        UUID[] ids = seen.session(3);
        long last = seen.log.seq(ids[3]);
        seen.log.tamper("delete from governance_audit_events where event_id = ?", ids[3]);
        seen.log.forge(ids[0], seen.log.mac(ids[2]), last);
        seen.log.execute("delete from governance_console.row_parts where event_id = ?", ids[1]);

        ChainVerdict verdict = seen.verify(ids[0]);

        assertThat(verdict.headline()).isEqualTo("TAMPERED at event 3");
        assertThat(verdict.sentence()).startsWith("Event 3 is not the one that this console had seen");
    }

    @Test
    void withoutARecordOfRowsTheMarkStillTellsThatOneIsAnother() throws SQLException {
        UUID[] ids = seen.session(2);
        long last = seen.log.seq(ids[2]);
        seen.log.tamper("delete from governance_audit_events where event_id = ?", ids[2]);
        seen.log.forge(ids[0], seen.log.mac(ids[1]), last);
        seen.log.execute("alter table governance_console.row_parts rename to row_parts_gone");

        ChainVerdict verdict = seen.verify(ids[0]);
        seen.log.execute("alter table governance_console.row_parts_gone rename to row_parts");

        assertThat(verdict.headline()).isEqualTo("TAMPERED at event 2");
        assertThat(verdict.sentence()).startsWith("Event 2 is not the one that this console had seen: it was written");
    }
}

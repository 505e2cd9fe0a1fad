package dev.governance.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.MarksKey;
import dev.governance.console.audit.marks.MarkingNode;
import dev.governance.console.audit.marks.Marks;
import dev.governance.console.audit.watch.WatchSettings;
import dev.governance.console.contract.Audit;
import dev.governance.console.db.schema.Migrations;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.MarksVerdict.State;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a console with marks finds without being asked. */
class WatchTest {
    private static final WatchSettings ALL_THE_TIME = new WatchSettings(100, Duration.ZERO);

    /** One round, and then only what is new. */
    private static final WatchSettings ONCE = new WatchSettings(100, Duration.ofDays(1));

    private static final String KIND_CHANGED = "Its kind was modified after signing.";

    @TempDir
    Path folder;

    private AuditLog log;
    private MarkingNode marking;
    private AuditConsole console;

    @BeforeEach
    void start() throws SQLException {
        log = new AuditLog();
        marking = new MarkingNode(log.url, AuditLog.KEY, MarksKey.random(), folder.resolve("head.json"));
        marking.adopt("first start");
    }

    @AfterEach
    void stop() throws SQLException {
        console.close();
        marking.close();
        log.close();
    }

    private void watch(WatchSettings settings) {
        console = AuditConsole.watching(log.url, marking.marks, settings);
        Eventually.holds("everything was read", () -> console.known().reading().finishedAt() != null);
    }

    private List<String> told(String kind) {
        return TestPostgres.ask(
                log.url,
                "select metadata_json ->> 'headline' from governance_audit_events where session_id = '"
                        + AuditEntry.CONSOLE_SESSION + "' and kind = '" + kind + "'");
    }

    private boolean isVerifiedUpTo(long seq) {
        Long upTo = console.known().reading().verifiedUpTo();
        return upTo != null && upTo >= seq;
    }

    @Test
    void itSaysWhenAndUpToWhereTheLogWasVerified() throws SQLException {
        UUID[] ids = log.session(3);
        watch(ONCE);

        UUID newest = log.append(ids[0], "{}");
        Eventually.holds("the new row is verified", () -> isVerifiedUpTo(seq(newest)));

        Audit.Findings known = console.known();
        assertThat(known.marks().state()).isEqualTo(State.HOLDS);
        assertThat(known.counts().all()).isZero();
        assertThat(known.reading().newest()).isEqualTo(seq(newest));
        assertThat(known.reading().sessions()).isEqualTo(known.reading().sessionsKnown());
    }

    private long seq(UUID eventId) {
        return Long.parseLong(TestPostgres.ask(
                        log.url, "select chain_seq from governance_audit_events where event_id = '" + eventId + "'")
                .get(0));
    }

    @Test
    void aForgedNewRowIsFoundWhenItIsMarked() throws SQLException {
        UUID[] ids = log.session(2);
        watch(ONCE);

        log.insert(AuditLog.signed(ids[0], "agent-one", "tool.call", "{}", null), AuditLog.KEY);
        Eventually.holds("it is found", () -> console.known(ids[0]).isPresent());

        assertThat(console.known(ids[0]).orElseThrow().headline()).isEqualTo("TAMPERED at event 3");
        assertThat(console.known(ids[0]).orElseThrow().agents()).containsExactly("agent-one");
        Eventually.holds("it is announced", () -> !console.news.isEmpty());
        assertThat(console.news.get(0).verdict()).isEqualTo("tampered");
    }

    @Test
    void aWholeSessionThatIsGoneIsMissed() throws SQLException {
        UUID[] ids = log.session(3);
        marking.mark();
        log.tamper("delete from governance_audit_events where session_id = ?", ids[0]);

        watch(ALL_THE_TIME);
        Eventually.holds("it is found", () -> console.known(ids[0]).isPresent());

        assertThat(console.known(ids[0]).orElseThrow().verdict()).isEqualTo("truncated");
        assertThat(console.known(ids[0]).orElseThrow().agents()).isEmpty();
        assertThat(told("chain.damage_found")).hasSize(1);
    }

    @Test
    void ofASessionThatIsGoneTheAgentIsNamedByAnyOtherTraceOfIt() throws SQLException {
        UUID gone = UUID.randomUUID();
        log.append(gone, "agent-two", "tool.call", "{}");
        log.append(gone, "agent-three", "tool.call", "{}");
        log.session(1);
        log.append(UUID.randomUUID(), "agent-three", "tool.call", "{}");
        marking.mark();
        log.tamper("delete from governance_audit_events where session_id = ?", gone);

        watch(ALL_THE_TIME);
        Eventually.holds("it is found", () -> console.known(gone).isPresent());

        assertThat(console.known(gone).orElseThrow().agents()).containsExactly("agent-three");
    }

    @Test
    void aSessionThatIsGoneIsMissedThoughNoOtherTraceCanBeRead() throws SQLException {
        UUID[] ids = log.session(3);
        marking.mark();
        log.tamper("delete from governance_audit_events where session_id = ?", ids[0]);
        log.tamper("alter table governance_agent_presence rename to renamed");

        watch(ALL_THE_TIME);
        Eventually.holds("it is found", () -> console.known(ids[0]).isPresent());

        assertThat(console.known(ids[0]).orElseThrow().verdict()).isEqualTo("truncated");
    }

    @Test
    void aSilentEditIsFoundAndWhenItIsMendedCleared() throws SQLException {
        UUID[] ids = log.session(3);
        watch(ALL_THE_TIME);
        Eventually.holds("it is marked", () -> isVerifiedUpTo(seq(ids[3])));

        log.tamper("update governance_audit_events set kind = 'other' where event_id = ?", ids[2]);
        Eventually.holds("it is found", () -> console.known(ids[0]).isPresent());
        Audit.Finding found = console.known(ids[0]).orElseThrow();
        log.tamper("update governance_audit_events set kind = 'tool.call' where event_id = ?", ids[2]);
        Eventually.holds("it is cleared", () -> console.known(ids[0]).isEmpty());
        Eventually.holds("that is announced", () -> console.news.size() == 2);

        assertThat(console.news).extracting(Audit.Checked::verdict).containsExactly("tampered", "cleared");
        assertThat(found.sentence()).startsWith(KIND_CHANGED);
        assertThat(console.news.get(0).sentence()).startsWith(KIND_CHANGED);
        assertThat(TestPostgres.ask(
                        log.url,
                        "select metadata_json ->> 'sentence' from governance_audit_events where kind ="
                                + " 'chain.damage_found'"))
                .singleElement()
                .satisfies(sentence -> assertThat(sentence).startsWith(KIND_CHANGED));
        assertThat(told("chain.damage_found")).containsExactly("TAMPERED at event 2");
        assertThat(told("chain.damage_cleared")).containsExactly("Verified (3 events)");
    }

    @Test
    void aRowReplacedTogetherWithItsMacIsFound() throws SQLException {
        UUID[] ids = log.session(2);
        watch(ALL_THE_TIME);
        Eventually.holds("it is marked", () -> isVerifiedUpTo(seq(ids[2])));
        String head = log.text("select hmac_value from governance_audit_events where event_id = '" + ids[1] + "'");
        long seq = log.seq(ids[2]);

        var forged = AuditLog.signed(ids[0], "agent-one", "tool.call", "{\"forged\": true}", head);
        log.tamper("delete from governance_audit_events where event_id = ?", ids[2]);
        log.insert(forged, AuditLog.KEY.mac(forged.canonicalBytes()), forged.metadataJson(), null, seq);
        Eventually.holds("it is found", () -> console.known(ids[0]).isPresent());

        assertThat(console.known(ids[0]).orElseThrow().verdict()).isEqualTo("tampered");
    }

    @Test
    void marksThatWereChangedAreForgedAndThatIsToldOnce() throws SQLException {
        UUID[] ids = log.session(2);
        watch(ALL_THE_TIME);
        Eventually.holds("it is marked", () -> isVerifiedUpTo(seq(ids[2])));

        log.execute("update governance_console.marks set events = events + 1 where session_id = ?", ids[0]);
        Eventually.holds("it is found", () -> console.known().marks().state() == State.FORGED);
        Eventually.holds(
                "it is told",
                () -> told("chain.damage_found").stream()
                        .anyMatch(headline -> headline.contains("marks were changed")));

        assertThat(told("chain.damage_found"))
                .filteredOn(headline -> headline.contains("record was forged"))
                .hasSize(1);
        log.execute("update governance_console.marks set events = events - 1 where session_id = ?", ids[0]);
        Eventually.holds(
                "reading them all anew clears it", () -> console.known().marks().state() == State.HOLDS);
    }

    @Test
    void changedMarksThatSomebodyCalledOffInTheTableAreToldAgain() throws SQLException {
        UUID[] ids = log.session(2);
        watch(ALL_THE_TIME);
        Eventually.holds("it is marked", () -> isVerifiedUpTo(seq(ids[2])));
        log.execute("update governance_console.marks set events = events + 1 where session_id = ?", ids[0]);
        Eventually.holds("it is told", () -> toldOfForged() == 1);

        log.execute("update governance_console.sweep set marks_told = null");

        Eventually.holds("it is told again", () -> toldOfForged() == 2);
    }

    private long toldOfForged() {
        return told("chain.damage_found").stream()
                .filter(headline -> headline.contains("record was forged"))
                .count();
    }

    /** Beside nodes that read them the drop may end as a deadlock; whoever wants it tries again. */
    private boolean dropped() {
        try {
            log.execute(
                    "drop table governance_console.marks, governance_console.mark_heads, governance_console.mark_state");
            return true;
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isEqualTo("40P01");
            return false;
        }
    }

    @Test
    void marksThatAreDroppedAreToldOnceToEveryNodeAndCalledOffAfterAnAdoption() throws SQLException {
        UUID[] ids = log.session(2);
        watch(ALL_THE_TIME);
        Eventually.holds("it is marked", () -> isVerifiedUpTo(seq(ids[2])));
        try (AuditConsole other = AuditConsole.watching(log.url, marking.marks, ALL_THE_TIME)) {
            Eventually.holds("the tables are gone", this::dropped);
            Eventually.holds("both hear", () -> !console.news.isEmpty() && !other.news.isEmpty());

            assertThat(told("chain.damage_found"))
                    .singleElement()
                    .asString()
                    .contains("the console's own record is missing. This node had seen number ");
            assertThat(console.news.get(0).sessionId()).isNull();
            assertThat(console.news.get(0).verdict()).isEqualTo("missing");
            assertThat(console.known().marks().alarms()).isTrue();

            Migrations.migrate(log.url, false, line -> {});
            marking.adopt("somebody dropped the tables");
            Eventually.holds("both hear that it is over", () -> console.news.size() == 2 && other.news.size() == 2);

            assertThat(other.news.get(1).verdict()).isEqualTo("cleared");
            assertThat(told("chain.damage_found")).hasSize(1);
            assertThat(told("chain.damage_cleared")).hasSize(1);
        }
    }

    @Test
    void marksThatOnlyOneNodeHasSeenAreMissedThoughAnotherNodeWatches() throws SQLException {
        log.session(2);
        marking.mark();
        console = AuditConsole.watching(log.url, Marks.unpinned(), ALL_THE_TIME);
        Eventually.holds("it watches", () -> console.known().reading().finishedAt() != null);
        log.execute("delete from governance_console.mark_heads");
        assertThat(console.known().marks().alarms()).isFalse();

        try (AuditConsole knowing = AuditConsole.watching(log.url, marking.marks, ONCE)) {
            Eventually.holds("both hear", () -> !console.news.isEmpty() && !knowing.news.isEmpty());
        }

        assertThat(told("chain.damage_found")).hasSize(1);
    }

    @Test
    void anAdoptionEndsWhatWasSaidOfTheMarksBefore() throws SQLException {
        UUID[] ids = log.session(2);
        watch(ALL_THE_TIME);
        Eventually.holds("it is marked", () -> isVerifiedUpTo(seq(ids[2])));
        console.close();
        log.execute("update governance_console.sweep set marks_state = 'forged', marks_sentence = 'It was forged.',"
                + " marks_told = 'forged', marks_known = 9000000");

        marking.adopt("it was our own repair");

        console = AuditConsole.watching(log.url, marking.marks, ONCE);
        assertThat(console.known().marks().state()).isIn(State.BEGUN, State.HOLDS);
        Eventually.holds("it is called off", () -> told("chain.damage_cleared").size() == 1);
    }

    @Test
    void everyNodeHearsWhatOneFound() throws SQLException {
        UUID[] ids = log.session(2);
        watch(ONCE);
        try (AuditConsole other = AuditConsole.watching(log.url, marking.marks, ONCE)) {
            log.insert(AuditLog.signed(ids[0], "agent-one", "tool.call", "{}", null), AuditLog.KEY);

            Eventually.holds("both hear", () -> !console.news.isEmpty() && !other.news.isEmpty());

            assertThat(other.known(ids[0])).isPresent();
            assertThat(told("chain.damage_found")).hasSize(1);
        }
    }
}

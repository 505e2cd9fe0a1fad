package dev.governance.console.audit.marks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.governance.chain.ChainKey;
import dev.governance.chain.ChainRow;
import dev.governance.chain.MarkHead;
import dev.governance.chain.MarksKey;
import dev.governance.chain.MarksPublicKey;
import dev.governance.console.bus.Refusal;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.MarksVerdict.State;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkerTest {
    private static final MarksKey KEY = MarksKey.random();
    private static final ChainKey CHAIN_KEY = ChainKey.ofSecret(Stage.SECRET);

    @TempDir
    Path folder;

    private final List<ChainRow> heard = new ArrayList<>();
    private final List<String> heardAt = new ArrayList<>();
    private boolean failing;
    private DatabaseUrl url;
    private MarkingNode node;

    @BeforeEach
    void start() {
        url = TestPostgres.migrated();
        node = new MarkingNode(url, CHAIN_KEY, KEY, folder.resolve("head.json"), (transaction, rows, before) -> {
            heard.addAll(rows);
            return failing
                    ? Future.failedFuture(new IllegalStateException("not now"))
                    : transaction
                            .findOne("select clock_timestamp()::text as at", Tuple.tuple(), row -> row.getString("at"))
                            .onSuccess(at -> heardAt.add(at.orElseThrow()));
        });
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private static String row(UUID session) {
        return "insert into governance_audit_events (event_id, session_id, agent_id, kind, hmac_value, created_at)"
                + " values (gen_random_uuid(), '" + session + "', 'agent', 'tool.call', md5(random()::text), now())";
    }

    private void append(UUID session) {
        TestPostgres.execute(url, row(session));
    }

    private MarkHead head() {
        return node.view().head();
    }

    private List<String> heads() {
        return TestPostgres.ask(url, "select number from governance_console.mark_heads order by number");
    }

    @Test
    void aLogThatNobodyAdoptedIsNotMarked() {
        append(UUID.randomUUID());

        node.mark();

        assertThat(heads()).isEmpty();
        assertThat(node.state()).isEqualTo(State.MISSING);
        assertThat(node.view().verdict().sentence())
                .isEqualTo("Deletions cannot be ruled out: the console's own record is missing. An operator begins it"
                        + " with: governance marks adopt --reason TEXT");
    }

    @Test
    void anAdoptionTakesTheLogAsItIsAndIsRecordedInIt() {
        append(UUID.randomUUID());
        node.adopt("first start");

        node.mark();

        assertThat(node.state()).isEqualTo(State.HOLDS);
        assertThat(head().sessions()).isEqualTo(2);
        assertThat(head().events()).isEqualTo(2);
        assertThat(TestPostgres.ask(
                        url,
                        "select metadata_json::text from governance_audit_events" + " where kind = 'marks.adopted'"))
                .singleElement()
                .asString()
                .contains("\"by\": \"a test\"", "\"reason\": \"first start\"", "\"number_after\": 1");
    }

    @Test
    void anAdoptionWithoutAReasonIsRefused() {
        assertThatThrownBy(() -> node.adopt(" ")).isInstanceOf(Refusal.class);
        assertThat(heads()).isEmpty();
    }

    @Test
    void headsFollowEachOtherAndTheNewestIsKeptOutsideTheDatabase() {
        node.adopt("first start");
        node.mark();
        append(UUID.randomUUID());
        node.mark();

        MarkHead newest = head();
        HeadFiles kept = new HeadFiles(List.of(folder.resolve("head.json")));
        kept.read(KEY.publicKey());

        assertThat(newest.number()).isEqualTo(3);
        assertThat(heads()).containsExactly("1", "2", "3");
        assertThat(kept.newest()).contains(newest);
        assertThat(node.advance()).isEqualTo(Marker.Outcome.NOTHING);
    }

    @Test
    void aRowOfAnOpenTransactionIsAGapAndIsAddedWhenItCommits() throws SQLException {
        node.adopt("first start");
        UUID session = UUID.randomUUID();
        append(session);
        try (Connection slow = url.connect();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute(row(session));
            append(session);
            node.mark();
            assertThat(head().marked().gaps().size()).isEqualTo(1);
            assertThat(head().events()).isEqualTo(3);

            slow.commit();
        }

        node.mark();

        assertThat(head().marked().gaps().isEmpty()).isTrue();
        assertThat(head().events()).isEqualTo(4);
        assertThat(heard).hasSize(4).doesNotHaveDuplicates();
        assertThat(node.state()).isEqualTo(State.HOLDS);
    }

    @Test
    void aNumberThatWasRolledBackIsGivenUp() {
        node.adopt("first start");
        TestPostgres.execute(url, "begin; " + row(UUID.randomUUID()) + "; rollback");
        append(UUID.randomUUID());

        node.mark();

        assertThat(head().marked().gaps().size()).isEqualTo(1);
        Eventually.holds("the gap is given up", () -> {
            node.advance();
            return head().marked().gaps().isEmpty();
        });
    }

    @Test
    void anotherNodesTurnIsNotWaitedFor() throws SQLException {
        node.adopt("first start");
        try (Connection other = url.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select 1 from governance_console.mark_state for update");

            assertThat(node.advance()).isEqualTo(Marker.Outcome.NOTHING);
            assertThat(heads()).containsExactly("1");
        }
    }

    @Test
    void anAdoptionWaitsForWhoeverIsMarkingLongerThanOtherLocksAreWaitedFor() throws Exception {
        node.adopt("first start");
        try (Connection other = url.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select 1 from governance_console.mark_state for update");

            CompletableFuture<MarkHead> adoption = CompletableFuture.supplyAsync(() -> node.adopt("a restore"));
            // Others are refused after three seconds.
            assertThat(catchThrowable(() -> adoption.get(4, TimeUnit.SECONDS))).isInstanceOf(TimeoutException.class);
            other.rollback();

            assertThat(adoption.get(20, TimeUnit.SECONDS).number()).isEqualTo(2);
        }
    }

    @Test
    void aNumberThatTheSequenceNeverGaveOutDoesNotMakeAGapOfEverythingBelow() {
        node.adopt("first start");
        append(UUID.randomUUID());
        TestPostgres.execute(
                url,
                row(UUID.randomUUID())
                        .replace("(event_id", "(chain_seq, event_id")
                        .replace("values (", "values (9999999, "));

        node.mark();

        assertThat(head().marked().upTo()).isEqualTo(2);
        assertThat(head().events()).isEqualTo(2);
    }

    @Test
    void whatIsHeardAndFailsIsNotMarkedAndComesAgain() {
        node.adopt("first start");
        append(UUID.randomUUID());
        failing = true;
        Eventually.holds("a batch is heard", () -> {
            assertThatCode();
            return !heard.isEmpty();
        });
        assertThat(heads()).containsExactly("1");
        assertThat(count("marks")).isEqualTo("0");
        assertThat(count("row_parts")).isEqualTo("0");

        failing = false;
        node.mark();

        assertThat(head().events()).isEqualTo(2);
    }

    private String count(String table) {
        return TestPostgres.ask(url, "select count(*) from governance_console." + table)
                .get(0);
    }

    /** The next may come a second after that, so no two are signed within one, however long a backlog took. */
    @Test
    void aHeadTellsWhenItWasSigned() {
        node.adopt("first start");
        append(UUID.randomUUID());

        node.mark();

        String heardLast = heardAt.get(heardAt.size() - 1);
        assertThat(TestPostgres.ask(
                        url,
                        "select (at > '" + heardLast + "')::text from governance_console.mark_heads"
                                + " order by number desc limit 1"))
                .containsExactly("true");
    }

    @Test
    void everyRowOfManyBatchesIsMarkedAndNotedOnce() {
        node.adopt("first start");
        TestPostgres.execute(
                url,
                "insert into governance_audit_events (event_id, session_id, agent_id, kind, hmac_value, created_at)"
                        + " select gen_random_uuid(), md5((n % 700)::text)::uuid, 'agent', 'tool.call', md5(n::text), now()"
                        + " from generate_series(1, 17000) n");

        node.mark();

        assertThat(heard).hasSize(17_001).doesNotHaveDuplicates();
        assertThat(head().events()).isEqualTo(17_001);
        assertThat(head().sessions()).isEqualTo(701);
        assertThat(count("row_parts")).isEqualTo("17001");
        assertThat(node.state()).isEqualTo(State.HOLDS);
    }

    /** Until the pace allows a batch nothing is tried; then it fails. */
    private void assertThatCode() {
        try {
            node.advance();
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("not now");
        }
    }

    @Test
    void manyRowsTakeFewHeads() {
        node.adopt("first start");
        TestPostgres.execute(
                url,
                "insert into governance_audit_events (event_id, session_id, agent_id, kind, hmac_value, created_at)"
                        + " select gen_random_uuid(), gen_random_uuid(), 'agent', 'tool.call', md5(n::text), now()"
                        + " from generate_series(1, 12000) n");

        node.mark();

        assertThat(head().events()).isEqualTo(12_001);
        assertThat(head().sessions()).isEqualTo(12_001);
        assertThat(head().number()).isLessThanOrEqualTo(8);
        assertThat(TestPostgres.ask(url, "select sum(events)::text from governance_console.marks"))
                .containsExactly("12001");
    }

    @Test
    void whoHasNoPublicKeyCannotTellATrueRecord() {
        node.adopt("first start");
        Marks stranger = new Marks(() -> new Marks.Keys(null, MarksKey.random().publicKey()), new HeadFiles(List.of()));

        assertThat(stateFor(Marks.unpinned())).isEqualTo(State.UNPINNED);
        assertThat(stateFor(stranger)).isEqualTo(State.FORGED);
        MarksPublicKey known = KEY.publicKey();
        assertThat(stateFor(new Marks(() -> new Marks.Keys(null, known), new HeadFiles(List.of()))))
                .isEqualTo(State.BEGUN);
    }

    private State stateFor(Marks marks) {
        return node.seenBy(marks).verdict().state();
    }
}

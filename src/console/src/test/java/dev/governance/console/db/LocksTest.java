package dev.governance.console.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.testing.Stage;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A lock that an agent forgot, and the console beside it. */
class LocksTest {
    /** More than the pool has connections. */
    private static final int ASKERS = 20;

    private Stage stage;
    private Connection agent;

    @BeforeEach
    void forgetALock() throws SQLException {
        stage = Stage.open();
        stage.execute("insert into governance_agent_presence (agent_id) values ('stuck')");
        agent = stage.connect();
        agent.setAutoCommit(false);
        agent.createStatement().execute("update governance_agent_presence set status = 'idle'");
    }

    @AfterEach
    void close() throws SQLException {
        agent.close();
        stage.close();
    }

    @Test
    void whoeverWaitsForItIsToldSoonThatNothingWasChanged() {
        Refusal refusal = Stage.refusalOf(change());

        assertThat(refusal.fault()).isEqualTo(Fault.UNAVAILABLE);
        assertThat(refusal.code()).isEqualTo("locked");
        assertThat(refusal.reason()).contains("nothing was changed");
    }

    @Test
    void itDoesNotKeepEveryConnectionForEver() {
        Future<?> all = Future.join(Stream.generate(this::change).limit(ASKERS).toList());

        Stage.refusalOf(all);

        Stage.wait(stage.database().ping());
    }

    @Test
    void whatGaveUpDoesNotHappenLater() throws SQLException {
        Stage.refusalOf(change());

        agent.rollback();

        assertThat(stage.rows("select 1 from governance_agent_presence where status = 'unresponsive'"))
                .isEmpty();
    }

    /** Said by the server itself: which of two it picks in a real deadlock is chance. */
    @ParameterizedTest
    @ValueSource(strings = {"deadlock_detected", "serialization_failure"})
    void whoeverItWasUndoneForIsToldToTryAgain(String condition) {
        Refusal refusal = Stage.refusalOf(stage.database()
                .inTransaction(transaction -> transaction.execute(
                        "do $$ begin raise exception using errcode = '" + condition + "'; end $$", Tuple.tuple())));

        assertThat(refusal.fault()).isEqualTo(Fault.UNAVAILABLE);
        assertThat(refusal.code()).isEqualTo("collided");
        assertThat(refusal.reason()).contains("nothing was changed");
    }

    private Future<Integer> change() {
        return stage.database()
                .inTransaction(transaction -> transaction.execute(
                        "update governance_agent_presence set status = 'unresponsive' where agent_id = $1",
                        Tuple.of("stuck")));
    }
}

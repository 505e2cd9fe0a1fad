package dev.governance.console.doorbell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.bus.Topic;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.contract.Doorbell.Rung;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import dev.governance.console.testing.TestPostgres;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoorbellTest {
    private static final String LISTENERS = "select count(*)::text from pg_stat_activity"
            + " where datname = current_database() and query ilike 'listen%'";

    private final Map<Topic<Rung>, List<Boolean>> rung = new ConcurrentHashMap<>();
    private DatabaseUrl url;
    private Stage stage;

    @BeforeEach
    void deploy() {
        url = TestPostgres.migrated();
        stage = Stage.on(url);
        Notification.topics().forEach(topic -> {
            rung.put(topic, new CopyOnWriteArrayList<>());
            stage.bus().listen(topic, heard -> rung.get(topic).add(heard.heard()));
        });
        stage.deploy(new DoorbellVerticle(stage.bus(), stage.database(), url.pgOptions()));
        Eventually.holds("listening rings every bell once", this::everyBellRang);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private boolean everyBellRang() {
        return rung.values().stream().allMatch(rings -> rings.contains(true));
    }

    private void forget() {
        rung.values().forEach(List::clear);
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit", "presence", "cost", "policies", "alerts", "gates", "halt", "sessions"})
    void everyWordOfOurTriggersRingsItsOwnBell(String word) {
        Topic<Rung> topic = Notification.topicOf(word).orElseThrow();
        forget();

        TestPostgres.execute(url, "notify governance_doorbell, '" + word + "'");

        Eventually.holds(word + " rings", () -> rung.get(topic).contains(true));
        rung.forEach((other, rings) -> {
            if (!other.equals(topic)) {
                assertThat(rings).as(other.address()).doesNotContain(true);
            }
        });
    }

    /** For who appended while the bell rested, just after it rang. */
    @Test
    void theBellOfTheLogHasAnEcho() {
        forget();

        TestPostgres.execute(url, "notify governance_doorbell, 'audit'");

        Eventually.holds("it rings and echoes", () -> {
            List<Boolean> rings = rung.get(Doorbell.APPENDED);
            return rings.stream().filter(heard -> heard).count() == 2;
        });
    }

    @Test
    void anUnknownWordRingsNothingAndTheNextIsHeard() {
        forget();

        TestPostgres.execute(url, "notify governance_doorbell, 'weather'; notify governance_doorbell, 'halt'");

        Eventually.holds("halt rings", () -> rung.get(Doorbell.HALT).contains(true));
        assertThat(Notification.topicOf("weather")).isEmpty();
        assertThat(rung.get(Doorbell.APPENDED)).doesNotContain(true);
    }

    @Test
    void whatWasRungWhileTheConnectionWasAwayIsMadeUpFor() {
        Eventually.holds("it listens", () -> TestPostgres.ask(url, LISTENERS).equals(List.of("1")));
        forget();

        TestPostgres.execute(
                url,
                "select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where datname = current_database() and query ilike 'listen%'");

        Eventually.holds("every bell rings again", this::everyBellRang);
        forget();
        TestPostgres.execute(url, "notify governance_doorbell, 'cost'");
        Eventually.holds("and it hears again", () -> rung.get(Doorbell.COST).contains(true));
    }

    @Test
    void withoutAnyBellATimerRings() {
        forget();

        Eventually.holds(
                "every bell rings by itself", () -> rung.values().stream().allMatch(rings -> rings.contains(false)));
    }

    @Test
    void aPingIsAnsweredByTheDatabase() {
        assertThat(stage.ask(Doorbell.PING, new Doorbell.Ping())).isEqualTo(new Doorbell.Pong());
    }
}

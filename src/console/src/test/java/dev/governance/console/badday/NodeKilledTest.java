package dev.governance.console.badday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.cli.Program;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Relay;
import dev.governance.console.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Consoles as processes of their own, killed (-9) in the middle of what they do; another goes on. */
class NodeKilledTest {
    /** A halt, a grant and the end of a verification, each with the rest of its transaction done. */
    private static final String IN_THE_MIDDLE = " pg_stat_activity where application_name = 'governance-console'"
            + " and wait_event_type = 'Lock' and wait_event = 'relation'";

    /** Its lease is as long as its time in the database says. */
    private static final String A_MINUTE_PASSES = "update governance_console.verifications"
            + " set heartbeat = heartbeat - interval '1 minute' where state = 'running'";

    /** Long enough to be killed between what the database did and what the node hears of it. */
    private static final Duration LATE = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    private final AtomicReference<String> console = new AtomicReference<>();
    private final Relay relay = new Relay();
    private Site site;

    @AfterEach
    void close() {
        relay.close();
    }

    @Test
    void nothingIsLostNorDoneTwice() throws Exception {
        site = new Site(TestPostgres.migrated(), folder);
        Map<String, String> slowLine =
                Map.of("GOVERNANCE_DATABASE_URL", relay.to(site.url()).withPassword());
        try (Program first = ready(site.node("first"));
                Program second = ready(site.node(List.of(), "second", slowLine));
                Program third = ready(site.node("third"))) {
            console.set(first.url());
            try (Bustle bustle = new Bustle(site, console::get)) {
                bustle.during(() -> {
                    Bustle.pause(1_000);
                    UUID job = killedBeforeItCommits(first, second, third);
                    console.set(second.url());
                    Eventually.holds(
                            "another node ends the verification",
                            () -> job(job, "state").equals("done"));
                    assertThat(job(job, "verdict ->> 'verdict'")).isEqualTo("verified");

                    killedBeforeItAnswers(second, bustle);
                    console.set(third.url());
                    Bustle.pause(1_000);
                });
            }
        }
        assertThat(site.count("governance_audit_events where kind = 'verification.finished'"))
                .isEqualTo(1);
    }

    private static Program ready(Program node) {
        node.url();
        return node;
    }

    private String job(UUID id, String column) {
        return String.valueOf(
                site.ask("select " + column + " from governance_console.verifications where id = '" + id + "'")
                        .get(0));
    }

    /** The others stand still, so that what is under way is this node's. */
    private UUID killedBeforeItCommits(Program node, Program... others) throws SQLException {
        for (Program other : others) {
            other.signal("STOP");
        }
        UUID job = UUID.randomUUID();
        try (Connection connection = site.url().connect();
                Statement holder = connection.createStatement()) {
            connection.setAutoCommit(false);
            holder.execute("lock table governance_audit_events in exclusive mode");
            TestPostgres.execute(
                    site.url(),
                    "insert into governance_console.verifications (id, asked_by, asked_by_id) values ('" + job
                            + "', 'a test', '" + job + "')");
            Eventually.holds("a halt, a grant and a verification wait", () -> site.count(IN_THE_MIDDLE) >= 3);
            node.kill();
            connection.rollback();
        }
        for (Program other : others) {
            other.signal("CONT");
        }
        TestPostgres.execute(site.url(), A_MINUTE_PASSES);
        return job;
    }

    private void killedBeforeItAnswers(Program node, Bustle bustle) {
        relay.delay(LATE);
        Eventually.holds("an act is done that nobody was told of", () -> {
            int told = bustle.acknowledged();
            return bustle.recorded() > told;
        });
        node.kill();
    }
}

package dev.governance.console.badday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.server.Console;
import dev.governance.console.testing.Browser;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.OwnServer;
import dev.governance.console.testing.TestPostgres;
import dev.governance.sdk.AuditEvent;
import dev.governance.sdk.Governance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database's server is lost, and another takes its place at the same address, under a console that runs on. */
class FailoverTest {
    @TempDir
    Path folder;

    private OwnServer primary;
    private Site site;
    private Standby standby;
    private Console console;

    @BeforeEach
    void open() throws IOException {
        primary = new OwnServer(folder);
        site = new Site(primary.url(), folder);
        standby = new Standby(primary, folder);
        console = site.serve(Map.of("marks.heads", folder.resolve("heads.json").toString()));
    }

    @AfterEach
    void close() {
        console.close();
        standby.close();
        primary.close();
    }

    private void failOver() {
        primary.kill();
        standby.promote();
        primary.leadTo(standby.url());
    }

    private void follows(String how) {
        Eventually.holds(
                "the standby follows",
                () -> site.ask("select sync_state from pg_stat_replication where state = 'streaming'"
                                + " and replay_lsn = pg_current_wal_lsn()")
                        .equals(List.of(how)));
    }

    @Test
    void toASynchronousStandbyLosesNothing() throws Exception {
        TestPostgres.execute(primary.url(), "alter system set synchronous_standby_names = '" + Standby.NAME + "'");
        TestPostgres.execute(primary.url(), "select pg_reload_conf()");
        follows("sync");
        try (Bustle bustle = new Bustle(site, console::url)) {
            bustle.during(() -> {
                Bustle.pause(1_500);
                failOver();
                Bustle.pause(1_000);
            });
        }
        assertThat(site.ask("select substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)"))
                .as("the timeline")
                .containsExactly("00000002");
    }

    @Test
    void toAnAsynchronousOneIsToldAsTheLossItIs() throws Exception {
        UUID session = UUID.randomUUID();
        Browser admin = site.admin(console.url());
        try (Governance agent = site.agent();
                Follower follower = new Follower(console::url, site.token(admin))) {
            Eventually.holds("somebody follows", follower::isLive);
            write(agent, session, 20);
            Eventually.holds("all of it was told", () -> follower.events().containsAll(ids(session)));
            isMarked();
            follows("async");

            standby.fallBehind();
            write(agent, session, 60);
            Set<String> all = ids(session);
            Eventually.holds("all of it was told", () -> follower.events().containsAll(all));
            isMarked();
            failOver();

            Eventually.holds(
                    "whoever follows begins anew", () -> !follower.resets().isEmpty());
            assertThat(ids(session)).hasSize(20);
            write(agent, session, 3);
            Eventually.holds(
                    "what is new is told, with numbers that were told before",
                    () -> follower.events().containsAll(ids(session)));
            assertThat(ids(session)).hasSize(23);
        }
        assertThat(site.ask("select max(chain_seq) < 60 from governance_audit_events"))
                .containsExactly("t");
        Eventually.holds("an alarm is raised", () -> admin.text("/api/metrics").contains("governance_marks_damaged 1"));
        assertThat(admin.get("/api/session/" + session + "/verify")
                        .path("verdict")
                        .asText())
                .isEqualTo("truncated");
    }

    private static void write(Governance agent, UUID session, int events) {
        for (int i = 0; i < events; i++) {
            assertThat(agent.audit()
                            .log(AuditEvent.of("an-agent", "tool.call").session(session))
                            .lost())
                    .isFalse();
        }
        Eventually.holds(
                "nothing waits at the agent", () -> agent.audit().held().waiting() == 0);
    }

    private Set<String> ids(UUID session) {
        return new HashSet<>(
                site.ask("select event_id from governance_audit_events where session_id = '" + session + "'"));
    }

    private void isMarked() {
        long newest = site.count("(select chain_seq from governance_audit_events) as x");
        Eventually.holds(
                "it is marked", () -> site.count("governance_console.mark_heads where up_to_seq >= " + newest) > 0);
    }
}

package dev.governance.console.badday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainKey;
import dev.governance.chain.Timestamps;
import dev.governance.console.server.Console;
import dev.governance.console.testing.Browser;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import dev.governance.console.testing.TestPostgres;
import java.io.StringReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/** Agents write 5,000 rows a second; 10 s long, or as many as {@code storm.seconds} says. */
class StormTest {
    private static final int SECONDS = Integer.getInteger("storm.seconds", 10);
    private static final int ROWS_A_SECOND = 5_000;
    private static final int PIECES_A_SECOND = 20;
    private static final int SESSIONS = 50;
    private static final ChainKey KEY = ChainKey.ofSecret(Stage.SECRET);

    private final UUID[] sessions = new UUID[SESSIONS];
    private final String[] heads = new String[SESSIONS];
    private final Set<String> written = new HashSet<>();

    @Test
    void whoeverFollowsIsToldOfEachAndTheConsoleAnswersMeanwhile(@TempDir Path folder) throws Exception {
        Site site = new Site(TestPostgres.migrated(), folder);
        for (int i = 0; i < SESSIONS; i++) {
            sessions[i] = UUID.randomUUID();
        }
        try (Console console = site.serve(Map.of());
                Connection connection = site.url().connect()) {
            Browser admin = site.admin(console.url());
            try (Follower follower = new Follower(console::url, site.token(admin))) {
                Eventually.holds("somebody follows", follower::isLive);
                long begun = System.nanoTime();
                for (int piece = 0; piece < SECONDS * PIECES_A_SECOND; piece++) {
                    write(connection, piece);
                    if (piece % PIECES_A_SECOND == 0) {
                        assertThat(admin.get("/api/posture").isMissingNode()).isFalse();
                    }
                    until(begun, piece + 1);
                }
                long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
                Eventually.holds("all of it was told", () -> follower.events().size() >= written.size());
                System.out.println("storm: " + written.size() + " rows within " + took + " ms, resets: "
                        + follower.resets().size());

                assertThat(follower.events().containsAll(written))
                        .as("each was told")
                        .isTrue();
                assertThat(follower.resets()).isEmpty();
            }
            assertThat(admin.get("/api/session/" + sessions[7] + "/verify")
                            .path("verdict")
                            .asText())
                    .isEqualTo("verified");
        }
        assertThat(site.count("governance_audit_events where kind = 'storm'")).isEqualTo(written.size());
        assertThat(written.size()).isEqualTo(SECONDS * ROWS_A_SECOND);
    }

    private static void until(long begun, int pieces) {
        long due = begun + pieces * (TimeUnit.SECONDS.toNanos(1) / PIECES_A_SECOND);
        LockSupport.parkNanos(due - System.nanoTime());
    }

    private void write(Connection connection, int piece) throws Exception {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < ROWS_A_SECOND / PIECES_A_SECOND; i++) {
            row(rows, (piece + i) % SESSIONS);
        }
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(
                        "copy governance_audit_events (event_id, session_id, agent_id, kind, metadata_json, prev_hash,"
                                + " hmac_value, created_at) from stdin",
                        new StringReader(rows.toString()));
    }

    private void row(StringBuilder rows, int session) {
        ChainEvent event = new ChainEvent(
                UUID.randomUUID(),
                sessions[session],
                "agent-" + session,
                null,
                "storm",
                null,
                null,
                null,
                "{\"tool\":\"refund\"}",
                heads[session],
                Timestamps.now(Clock.systemUTC()));
        heads[session] = KEY.mac(event.canonicalBytes());
        written.add(event.eventId().toString());
        rows.append(String.join(
                        "\t",
                        event.eventId().toString(),
                        event.sessionId().toString(),
                        event.agentId(),
                        event.kind(),
                        event.metadataJson(),
                        event.prevHash() == null ? "\\N" : event.prevHash(),
                        heads[session],
                        event.createdAt().toString()))
                .append('\n');
    }
}

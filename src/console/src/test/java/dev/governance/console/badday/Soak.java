package dev.governance.console.badday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.cli.Program;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.OwnServer;
import dev.governance.console.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mixed load with one fault after the other for {@code soak.minutes}, by {@code .ci/soak}. One node is never killed: it has to
 * stay as small as it was in the first half.
 */
class Soak {
    private static final int MINUTES = Integer.getInteger("soak.minutes", 30);
    private static final int PAUSE_MS = 2_000;
    private static final int ACTS_A_MINUTE = 60_000 / PAUSE_MS;
    private static final int BROWSERS = 30;

    /** In less the classes are still being loaded and compiled. */
    private static final int LEAST_MINUTES = 20;

    private static final double MOST_MIB_AN_HOUR = 20;
    private static final Map<String, String> SMALL = Map.of("JAVA_TOOL_OPTIONS", "-Xmx256m");

    @TempDir
    Path folder;

    private OwnServer server;
    private Site site;
    private Program other;

    @Test
    void memoryStaysFlatAndTheLedgerBalances() throws Exception {
        server = new OwnServer(folder);
        site = new Site(server.url(), folder);
        try (Program steady = site.node(List.of(), "steady", SMALL)) {
            String url = steady.url();
            other = site.node(List.of(), "other", SMALL);
            other.url();
            Memory memory = new Memory(steady.pid());
            try (Bustle bustle = new Bustle(site, () -> url, MINUTES * ACTS_A_MINUTE + ACTS_A_MINUTE, PAUSE_MS);
                    Crowd crowd = new Crowd(BROWSERS, List.of(site.viewer(url).cookie()), () -> url)) {
                bustle.during(() -> troubles(memory));
                Eventually.holds("all browsers are back", () -> crowd.live() == BROWSERS);
                System.out.println("soak: " + MINUTES + " min, " + bustle.acknowledged() + " acts, "
                        + site.count("governance_audit_events") + " events, browsers sent back to the beginning: "
                        + crowd.resets());
            } finally {
                other.close();
            }
            System.out.println(memory.words());
            if (MINUTES >= LEAST_MINUTES) {
                assertThat(memory.slope(Memory.Sample::heap)).isLessThan(MOST_MIB_AN_HOUR);
            }
        } finally {
            server.close();
        }
    }

    private void troubles(Memory memory) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
        for (int round = 0; System.nanoTime() < end; round++) {
            Bustle.pause(8_000);
            trouble(round % 7);
            Bustle.pause(4_000);
            memory.sample();
        }
    }

    private void trouble(int which) throws Exception {
        switch (which) {
            case 0 -> {
                other.kill();
                other = site.node(List.of(), "other", SMALL);
            }
            case 1 -> {
                server.stop();
                Bustle.pause(1_000);
                server.start();
            }
            case 2 ->
                site.ask("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
                        + " and backend_type = 'client backend'");
            case 3 -> {
                server.swallow();
                Bustle.pause(3_000);
                server.reset();
            }
            case 4 -> {
                server.freeze();
                Bustle.pause(3_000);
                server.thaw();
            }
            case 5 -> {
                readOnly("on");
                Bustle.pause(3_000);
                readOnly("off");
            }
            default -> {
                server.kill();
                server.start();
            }
        }
    }

    private void readOnly(String value) {
        TestPostgres.execute(server.url(), "alter system set default_transaction_read_only = " + value);
        TestPostgres.execute(server.url(), "select pg_reload_conf()");
    }
}

package dev.governance.console.badday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.cli.Program;
import dev.governance.console.testing.Browser;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.TestPostgres;
import dev.governance.sdk.AuditEvent;
import dev.governance.sdk.Governance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Very many come at once. The console is a process of its own, as each connection takes a file of both ends. */
class CrowdTest {
    private static final int BROWSERS = 1_000;
    private static final int ADDRESSES = 50;
    private static final int PER_ADDRESS = 200;
    private static final int HALF_OPEN = ADDRESSES * PER_ADDRESS;
    private static final Pattern GAUGE = Pattern.compile("(?m)^governance_http_connections (\\d+)$");

    @TempDir
    Path folder;

    private final UUID session = UUID.randomUUID();
    private Site site;

    @BeforeEach
    void open() {
        site = new Site(TestPostgres.migrated(), folder);
    }

    private List<String> write(Governance agent, int events) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            ids.add(agent.audit()
                    .log(AuditEvent.of("an-agent", "tool.call").session(session))
                    .eventId()
                    .toString());
        }
        return ids;
    }

    @Test
    void aThousandBrowsersThatComeBackAtOnceAreToldOfEachEvent() {
        String[] limits = {"http.connections_per_address=3000", "http.streams=2000", "http.streams_per_user=2000"};
        AtomicReference<String> console = new AtomicReference<>();
        try (Program before = site.node("before", limits);
                Governance agent = site.agent()) {
            console.set(before.url());
            String cookie = site.viewer(before.url()).cookie();
            try (Crowd crowd = new Crowd(BROWSERS, List.of(cookie), console::get)) {
                Eventually.holds("all follow", () -> crowd.live() == BROWSERS);
                List<String> ids = write(agent, 100);
                Eventually.holds("all are told", () -> crowd.whoHeardAll(ids) == BROWSERS);

                before.kill();
                ids.addAll(write(agent, 200));
                try (Program after = site.node("after", limits)) {
                    console.set(after.url());
                    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
                    while (crowd.live() < BROWSERS / 2) {
                        assertThat(System.nanoTime())
                                .as("half of them are back")
                                .isLessThan(deadline);
                        ids.addAll(write(agent, 5));
                        Bustle.pause(100);
                    }
                    ids.addAll(write(agent, 20));

                    Eventually.holds("all came back", () -> crowd.live() == BROWSERS);
                    Eventually.holds("all were told of each", () -> crowd.whoHeardAll(ids) == BROWSERS);
                    System.out.println("crowd: " + ids.size() + " events each; not let in at once: " + crowd.refused());
                    assertThat(crowd.resets()).isZero();
                    assertThat(site.admin(after.url())
                                    .get("/api/session/" + session + "/verify")
                                    .path("verdict")
                                    .asText())
                            .isEqualTo("verified");
                }
            }
        }
    }

    @Test
    void tenThousandHalfOpenConnectionsKeepNobodyOut() throws IOException {
        filesAreNeeded();
        try (Program node = site.node(
                "crowded", "http.connections=" + (HALF_OPEN + 500), "http.connections_per_address=" + PER_ADDRESS)) {
            Browser admin = site.admin(node.url());
            List<SocketChannel> open = new ArrayList<>();
            try {
                for (int address = 2; address < ADDRESSES + 2; address++) {
                    for (int i = 0; i < PER_ADDRESS + 20; i++) { // more than there is room for
                        open.add(halfOpen(address, URI.create(node.url()).getPort(), i % 2 == 0));
                    }
                }
                Eventually.holds("they are there", () -> connections(admin) >= HALF_OPEN * 9 / 10);
                assertThat(connections(admin)).isLessThan(HALF_OPEN + 200);
                for (int i = 0; i < 20; i++) {
                    assertThat(admin.get("/api/posture").isMissingNode()).isFalse();
                }
                Eventually.holds("they are closed at their limit", () -> connections(admin) < 100);
            } finally {
                for (SocketChannel channel : open) {
                    channel.close();
                }
            }
        }
    }

    private static SocketChannel halfOpen(int address, int port, boolean begins) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) address}), 0));
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        if (begins) {
            channel.write(ByteBuffer.wrap("GET /api/events HTTP/1.1\r\nhost: 127".getBytes(StandardCharsets.US_ASCII)));
        }
        return channel;
    }

    private static int connections(Browser admin) {
        Matcher gauge = GAUGE.matcher(admin.text("/api/metrics"));
        assertThat(gauge.find()).isTrue();
        return Integer.parseInt(gauge.group(1));
    }

    private static void filesAreNeeded() throws IOException {
        Matcher files =
                Pattern.compile("Max open files +\\d+ +(\\d+)").matcher(Files.readString(Path.of("/proc/self/limits")));
        int most = files.find() ? Integer.parseInt(files.group(1)) : 0;
        if (most < HALF_OPEN + 2_000) {
            String missing = "SKIPPED: 10,000 half-open connections: a process may open " + most + " files here, and "
                    + (HALF_OPEN + 2_000) + " are needed (ulimit -n)";
            System.out.println(missing);
            Assumptions.abort(missing);
        }
    }
}

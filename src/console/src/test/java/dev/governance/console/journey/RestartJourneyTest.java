package dev.governance.console.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.governance.console.server.Console;
import dev.governance.console.server.config.Configuration;
import dev.governance.sdk.AuditEvent;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console restarts while somebody watches the stream, and agents go on meanwhile. */
class RestartJourneyTest extends DemoJourney {
    private static final String AGENT = "unflinching";

    @Test
    void nothingIsMissedWhileTheConsoleIsAway(@TempDir Path folder) {
        Console console = beside(folder, 0);
        int port = URI.create(console.url()).getPort();
        try (Visitor visitor =
                Visitor.at(console.url(), chromium, 1440, 900).signIn(RunningDemo.USERNAME, demo.password())) {
            Page page = visitor.page();
            happens(1, 10);
            page.navigate(console.url() + "/stream?agent=" + AGENT);
            Locator list = page.locator("gc-vlist");
            assertThat(list).hasAttribute("aria-rowcount", "11");

            console.close();
            happens(11, 40);
            console = beside(folder, port);
            happens(41, 50);

            assertThat(list).hasAttribute("aria-rowcount", "51");
            assertThat(page.locator(".pill.conn")).hasText("Live");
            for (int i = 0; i < 10; i++) {
                assertThat(page.locator("gc-vlist .vrow[aria-rowindex='" + (i + 2) + "']"))
                        .containsText("step " + (50 - i) + ".");
            }
        } finally {
            console.close();
        }
    }

    private void happens(int from, int to) {
        for (int i = from; i <= to; i++) {
            sdk().audit().log(AuditEvent.of(AGENT, "tool.call").with("tool", "step " + i + "."));
        }
    }

    private Console beside(Path folder, int port) {
        return Console.serve(
                Configuration.read(null, Map.of(), Map.of("http.port", String.valueOf(port))),
                folder.resolve("data"),
                Map.of("GOVERNANCE_DATABASE_URL", demo.databaseUrl(), "GOVERNANCE_AUDIT_SECRET", demo.auditSecret()),
                line -> {});
    }
}

package dev.governance.console.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.governance.sdk.AuditEvent;
import dev.governance.sdk.Governance;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Somebody watches the running demo and stops it to read. */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamJourneyTest {
    private static final double PATIENCE_MS = 30_000;

    private Chromium chromium;
    private RunningDemo demo;
    private Governance sdk;
    private Page page;

    @BeforeAll
    void start() {
        chromium = Chromium.start();
        demo = RunningDemo.start();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        sdk = Governance.builder(demo.dataSource())
                .auditSecret(demo.auditSecret())
                .holdingFolder(Path.of("target", "held", "stream-journey"))
                .build();
        page = chromium.browser()
                .newContext(new Browser.NewContextOptions().setViewportSize(1440, 900))
                .newPage();
        page.setDefaultTimeout(PATIENCE_MS);
        page.navigate(demo.url() + "/login?next=/posture");
        page.getByLabel("User name").fill(RunningDemo.USERNAME);
        page.locator("#p").fill(demo.password());
        page.keyboard().press("Enter");
        assertThat(page.locator("article.agent").first()).isVisible();
    }

    @AfterAll
    void stop() {
        if (sdk != null) {
            sdk.close();
        }
        if (demo != null) {
            demo.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    private void happens(String agent, String tool) {
        sdk.audit().log(AuditEvent.of(agent, "tool.call").with("tool", tool));
    }

    private Locator rows() {
        return page.locator("gc-vlist .vrows .vrow");
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Test
    void whatComesIsShownAtOnceAndHeldBackFromWhoeverPauses() {
        happens("watched", "before");
        page.navigate(demo.url() + "/stream?agent=watched");
        assertThat(rows()).hasCount(1);

        happens("watched", "<img src=x onerror=alert(1)>");
        assertThat(rows()).hasCount(2);
        assertThat(rows().first()).containsText("<img src=x onerror=alert(1)>");

        page.keyboard().press("Space");
        assertThat(button("Resume")).isVisible();
        happens("watched", "third");
        happens("watched", "fourth");
        assertThat(button("2 new events")).isVisible();
        assertThat(rows()).hasCount(2);

        button("2 new events").click();
        assertThat(rows()).hasCount(4);
        assertThat(page).hasURL(Pattern.compile(".*paused=1.*"));
        button("Resume").click();
        happens("watched", "fifth");
        assertThat(rows()).hasCount(5);
    }

    @Test
    void keysOpenAnEventBesideTheListAndGoBackToIt() {
        happens("read", "first");
        happens("read", "second");
        page.navigate(demo.url() + "/stream?agent=read");
        assertThat(rows()).hasCount(2);

        page.locator("gc-vlist").focus();
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        assertThat(page.locator("#insp-t")).isFocused();
        assertThat(page.locator("aside.insp")).containsText("\"first\"");
        assertThat(rows().last()).hasAttribute("aria-selected", "true");

        page.keyboard().press("Escape");
        assertThat(page.locator("aside.insp")).hasCount(0);
        assertThat(page.locator("gc-vlist")).isFocused();
    }
}

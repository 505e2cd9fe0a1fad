package dev.governance.console.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page, light and dark, wide and narrow: nothing overflows, no error and no broken content policy; with pictures. */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPageTest {
    private static final Path PICTURES = Path.of("..", "..", "target", "screenshots");

    private Chromium chromium;
    private RunningDemo demo;

    @BeforeAll
    void start() {
        chromium = Chromium.start();
        demo = RunningDemo.start();
    }

    @AfterAll
    void stop() {
        if (demo != null) {
            demo.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    static Stream<Look> looks() {
        return Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
                .flatMap(scheme -> Stream.of(new Look(scheme, 1440, 900), new Look(scheme, 390, 844)));
    }

    /** How a page is looked at; sizes in CSS pixels. */
    record Look(ColorScheme scheme, int width, int height) {
        String named(String page) {
            return page + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT) + "-" + width + ".png";
        }
    }

    @ParameterizedTest
    @MethodSource("looks")
    void isWholeAndQuiet(Look look) {
        List<String> complaints = new ArrayList<>();
        try (BrowserContext context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setColorScheme(look.scheme())
                        .setViewportSize(look.width(), look.height()))) {
            Page page = context.newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(message.text());
                }
            });
            page.onPageError(complaints::add);
            page.navigate(demo.url() + "/login");
            picture(page, look, "login", page.getByLabel("User name"));
            page.getByLabel("User name").fill(RunningDemo.USERNAME);
            page.locator("#p").fill(demo.password());
            page.keyboard().press("Enter");
            picture(page, look, "posture", page.locator("article.agent").first());
            visit(
                    page,
                    look,
                    "/posture?view=matrix",
                    "matrix",
                    page.locator("table").first());
            visit(page, look, "/posture?halt=billing-agent", "halt", page.locator("dialog[open]"));
            visit(
                    page,
                    look,
                    "/posture?halts=*",
                    "halt-many",
                    page.locator("dialog[open] .names li").first());
            visit(
                    page,
                    look,
                    "/audit",
                    "audit",
                    page.locator("tr[data-event], tbody tr").first());
            visit(
                    page,
                    look,
                    "/approvals",
                    "approvals",
                    page.locator("article.req").first());
            String session =
                    demo.ask("select session_id from governance_audit_events where agent_id = 'billing-agent'");
            visit(page, look, "/audit?session=" + session + "&verify=1", "verified", page.locator(".chain .vb.pass"));
            page.navigate(demo.url() + "/audit");
            page.getByText("Verify whole log").click();
            picture(page, look, "whole-log", page.locator("section.whole .facts"));
            visit(
                    page,
                    look,
                    "/compliance",
                    "compliance",
                    page.locator("table.keys tbody tr").first());
            visit(page, look, "/users", "users", page.locator("table tbody tr").first());
            visit(page, look, "/users?add=1", "users-add", page.locator("dialog[open]"));
            visit(page, look, "/settings", "settings", page.getByLabel("New password"));
            visit(
                    page,
                    look,
                    "/settings?tab=sessions",
                    "settings-sessions",
                    page.locator("table tbody tr").first());
            visit(page, look, "/settings?tab=tokens&make=1", "settings-tokens", page.locator("dialog[open]"));
            visit(page, look, "/settings?tab=preferences", "settings-preferences", page.getByText("Take the tour"));
        }
        assertThat(complaints).isEmpty();
    }

    private void visit(Page page, Look look, String path, String name, Locator ready) {
        page.navigate(demo.url() + path);
        picture(page, look, name, ready);
    }

    private static void picture(Page page, Look look, String name, Locator ready) {
        assertThat(ready).isVisible();
        assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .as("pixels that %s is too wide", look.named(name))
                .isEqualTo(0);
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(look.named(name))));
    }
}

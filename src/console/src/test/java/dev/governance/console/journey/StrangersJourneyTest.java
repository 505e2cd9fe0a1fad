package dev.governance.console.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.governance.console.testing.Eventually;
import dev.governance.sdk.AuditEvent;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What somebody who may only read is offered, and what an agent that means harm achieves in the browser of others. */
class StrangersJourneyTest extends DemoJourney {
    private static final String HOSTILE = "<img src=x onerror=alert(1)>\u202e\u05d0😀";

    /** As a page's own script would ask, with the cookie of whoever is signed in. */
    private static final String FORCED = """
            path => fetch(path, {
              method: 'POST',
              headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
              body: JSON.stringify({ reason: 'forced' }),
            }).then(async answer => answer.status + ' ' + (await answer.json()).code)
            """;

    /** Views that are an admin's alone; whoever else asks for them is shown what there is without them. */
    private static final Set<String> OF_ADMINS = Set.of("halt", "halt-many", "users", "users-add");

    @BeforeAll
    void addAViewer() {
        demo.addPerson("auditor", "viewer");
    }

    @Test
    void aViewerIsOfferedNothingThatOnlyAdminsMayDo() {
        try (Visitor visitor = visitor("auditor", 1440, 900)) {
            Page page = visitor.page();
            for (View view : View.all(demo)) {
                if (OF_ADMINS.contains(view.name())) {
                    continue;
                }
                page.navigate(demo.url() + view.path());
                assertThat(page.locator(view.ready()).first()).isVisible();
                for (String act :
                        List.of("Halt", "Resume", "Grant", "Deny", "Edit", "Add a user", "Rotate", "Add an owner")) {
                    assertThat(page.getByRole(
                                    AriaRole.BUTTON,
                                    new Page.GetByRoleOptions().setName(Pattern.compile("^" + act + "\\b"))))
                            .hasCount(0);
                }
                assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Users")))
                        .hasCount(0);
            }
            assertThat(visitor.errors()).isEmpty();

            assertThat(page.evaluate(FORCED, "/api/agents/billing-agent/halt"))
                    .asString()
                    .startsWith("403 ");
            assertThat(page.evaluate(FORCED, "/api/auth/users")).asString().startsWith("403 ");
        }
    }

    @Test
    void whatAnAgentCallsItselfAndSaysStaysText() {
        String reason = HOSTILE + "<script>alert(2)</script>" + "x".repeat(4_096);
        sdk().audit()
                .log(AuditEvent.of(HOSTILE, "tool.call").with("tool", HOSTILE).with("reason", reason));
        try (Visitor visitor = visitor(RunningDemo.USERNAME, 390, 844)) {
            Page page = visitor.page();
            page.onDialog(dialog -> visitor.errors().add("a dialog: " + dialog.message()));
            Eventually.holds("the fleet knows it", () -> {
                page.navigate(demo.url() + "/posture");
                assertThat(page.locator("article.agent").first()).isVisible();
                return page.getByText("<img src=x onerror").count() > 0;
            });
            String id = java.net.URLEncoder.encode(HOSTILE, java.nio.charset.StandardCharsets.UTF_8)
                    .replace("+", "%20");
            String event = demo.ask("select event_id from governance_audit_events where agent_id = ?", HOSTILE);
            for (String path : List.of(
                    "/posture",
                    "/posture?view=matrix",
                    "/posture?halt=" + id,
                    "/stream?agent=" + id,
                    "/audit?agent=" + id,
                    "/audit?event=" + event,
                    "/agents/" + id,
                    "/cost?agent=" + id,
                    "/compliance?tab=coverage")) {
                page.navigate(demo.url() + path);
                assertThat(page.locator("h1").first()).isVisible();
                assertThat(page.getByText("<img src=x onerror")
                                .filter(new Locator.FilterOptions().setVisible(true))
                                .first())
                        .isVisible();
                assertThat(page.locator("img, script:not([src])")).hasCount(0);
                assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                        .as("pixels that %s is too wide", path)
                        .isEqualTo(0);
            }
            assertThat(visitor.errors()).isEmpty();
        }
    }
}

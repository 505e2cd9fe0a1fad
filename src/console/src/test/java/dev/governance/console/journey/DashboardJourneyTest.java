package dev.governance.console.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.governance.console.testing.Eventually;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who comes for the first time, who needs a picture for the board, who looks for what was changed, who has no mouse. */
class DashboardJourneyTest extends DemoJourney {
    private static final Path PICTURES = Path.of("..", "..", "target", "screenshots");

    /** Where the tour leads, step by step. */
    private static final List<String> TOUR =
            List.of("/posture", "/posture", "/audit", "/cost", "/approvals", "/stream");

    private static final String SESSION = """
            select session_id from governance_audit_events
             where agent_id = 'deploy-bot' group by session_id having count(*) >= 6 limit 1
            """;

    private static final String EVENT =
            "select event_id from governance_audit_events where session_id = ?::uuid order by chain_seq offset 2 limit 1";

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Test
    void whoComesForTheFirstTimeIsShownRoundOnce() {
        try (Visitor visitor = admin()) {
            Page page = visitor.page();
            button(page, "Take the 1-minute tour").click();
            for (int step = 0; step < TOUR.size(); step++) {
                assertThat(page.getByText((step + 1) + " of " + TOUR.size())).isVisible();
                assertThat(page).hasURL(Pattern.compile(".*" + TOUR.get(step) + "(\\?.*)?$"));
                button(page, step < TOUR.size() - 1 ? "Next" : "Done").click();
            }
            page.navigate(demo.url() + "/posture");
            assertThat(page.locator("article.agent").first()).isVisible();
            assertThat(button(page, "Take the 1-minute tour")).hasCount(0);

            button(page, "Guided tour").click();
            assertThat(page.getByText("1 of " + TOUR.size())).isVisible();
            assertThat(visitor.errors()).isEmpty();
        }
    }

    @Test
    void aPictureForTheBoardHasNoControlsAndSaysWhatItIsOf() {
        try (Visitor visitor = admin()) {
            Page page = visitor.page();
            page.keyboard().press("Shift+S");

            assertThat(page).hasURL(Pattern.compile(".*[?&]snap=1.*"));
            assertThat(page.locator("nav")).hasCount(0);
            assertThat(page.locator("[data-tour=halt]:visible")).hasCount(0);
            assertThat(page.locator("footer.snap-f"))
                    .containsText(Pattern.compile("Governance Console.*UTC.*chain head \\d.*verified", Pattern.DOTALL));
            assertThat(page.locator("h1")).hasText(Pattern.compile("of 9 agents|All 9"));
            page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("snapshot.png")));

            page.navigate(demo.url() + "/posture?snap=1&redact=1");
            assertThat(page.locator("article.agent h2").first()).hasText(Pattern.compile("^Agent [A-I]$"));
            assertThat(page.locator("body")).not().containsText("billing-agent");
            assertThat(visitor.errors()).isEmpty();
        }
    }

    @Test
    void whatWasChangedIsThreeClicksFromThePosture() {
        Eventually.holds("a chain with a middle", () -> !demo.ask(SESSION).isEmpty());
        String session = demo.ask(SESSION);
        String event = demo.ask(EVENT, session);
        try (Visitor visitor = admin()) {
            Page page = visitor.page();
            assertThat(page.locator("[data-tour=chain]")).containsText("Verified");
            demo.damage(
                    "update governance_audit_events set metadata_json = metadata_json || '{\"note\": \"x\"}'"
                            + " where event_id = ?::uuid",
                    event);
            page.navigate(demo.url() + "/audit");
            button(page, "Verify whole log").click();
            assertThat(page.locator("section.whole .vb.fail")).isVisible();
            page.navigate(demo.url() + "/posture");

            Locator chain = page.locator("[data-tour=chain]");
            assertThat(chain).containsText("Tampered");
            chain.click();
            button(page, "Verify chain integrity").click();
            page.locator("a.tick-bad").first().click();

            assertThat(page).hasURL(Pattern.compile(".*event=" + event + ".*"));
            assertThat(page.locator(".insp .pill.fail")).isVisible();
        }
    }

    @Test
    void aKeyboardIsEnoughToReadAnEventAndLeaveIt() {
        try (Visitor visitor = admin()) {
            Page page = visitor.page();
            page.keyboard().press("g");
            page.keyboard().press("a");
            assertThat(page.locator("tbody tr").first()).isVisible();
            assertThat(page.locator("nav [aria-current=page]").first()).hasText("Audit log");
            page.keyboard().press("j");
            page.keyboard().press("j");
            page.keyboard().press("Enter");

            Locator event = page.locator("aside.insp");
            assertThat(event).isVisible();
            assertThat(page.locator("#insp-t")).isFocused();
            String first = page.url();
            page.keyboard().press("Tab"); // beside the table is no dialog: the focus may go on
            assertThat(page.locator("#insp-t")).not().isFocused();
            page.keyboard().press("]");
            assertThat(page).not().hasURL(first);

            page.keyboard().press("Escape");
            assertThat(event).hasCount(0);
            assertThat(page.locator("tr [data-row]:focus")).hasCount(1);

            page.keyboard().press("/");
            assertThat(page.locator("input[type=search]:focus")).hasCount(1);
            page.keyboard().type("tjg"); // in a field letters are letters
            assertThat(page).hasURL(Pattern.compile(".*/audit.*"));
            assertThat(visitor.errors()).isEmpty();
        }
    }

    @Test
    void thePaletteFindsAnAgentAndAnAct() {
        try (Visitor visitor = admin()) {
            Page page = visitor.page();
            page.keyboard().press("Control+k");
            Locator field = page.locator("dialog[open] [role=combobox]");
            assertThat(field).isFocused();
            field.fill("summar");
            page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("Halt summariser"))
                    .click();
            assertThat(page).hasURL(Pattern.compile(".*halt=summariser.*"));
            assertThat(page.locator("dialog[open]")).containsText("summariser");
            assertThat(visitor.errors()).isEmpty();
        }
    }
}

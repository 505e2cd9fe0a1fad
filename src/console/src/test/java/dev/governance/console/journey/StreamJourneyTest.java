package dev.governance.console.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.governance.sdk.AuditEvent;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Somebody watches the running demo and stops it to read. */
class StreamJourneyTest extends DemoJourney {
    private Page page;

    @BeforeAll
    void signIn() {
        page = admin().page();
    }

    private void happens(String agent, String tool) {
        sdk().audit().log(AuditEvent.of(agent, "tool.call").with("tool", tool));
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

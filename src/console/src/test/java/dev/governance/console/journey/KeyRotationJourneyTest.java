package dev.governance.console.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The secret that the chain is signed with is changed in the browser, with the next one in place. */
class KeyRotationJourneyTest extends DemoJourney {
    private static final String ROTATIONS =
            "select count(*) from governance_audit_events where kind = 'audit.chain_key_rotation'";

    KeyRotationJourneyTest() {
        super("{}", Map.of("GOVERNANCE_AUDIT_SECRET_NEXT", "0123456789abcdef".repeat(4)));
    }

    @Test
    void theNextKeySignsOnceAnAdminGaveAReasonAndTheirPassword() {
        try (Visitor visitor = admin()) {
            Page page = visitor.page();
            page.navigate(demo.url() + "/compliance?tab=keys");
            assertThat(page.locator(".rotate")).containsText("A next key lies ready");
            String next = page.locator(".rotate .idlink").innerText();
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Rotate the key…"))
                    .click();
            Locator dialog = page.locator("dialog[open]");
            Locator rotate =
                    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Rotate the key"));
            assertThat(dialog).containsText(next);
            assertThat(rotate).hasAttribute("aria-disabled", "true");

            dialog.getByLabel("Scheduled").check();
            dialog.getByLabel("Your password").fill("not the password");
            rotate.click();
            assertThat(dialog.getByRole(AriaRole.ALERT)).isVisible();
            assertThat(demo.ask(ROTATIONS)).isEqualTo("0");

            dialog.getByLabel("Your password").fill(demo.password());
            rotate.click();

            assertThat(dialog).hasCount(0);
            assertThat(page.locator(".toasts")).containsText("Rotated: " + next);
            assertThat(page).not().hasURL(Pattern.compile(".*rotate=.*"));
            assertThat(page.locator("table.keys tbody tr").filter(new Locator.FilterOptions().setHasText(next)))
                    .containsText("this console signs with it");
            assertThat(page.locator(".rotate")).containsText("No next key lies ready");
            assertThat(demo.ask(ROTATIONS)).isEqualTo("1");
        }
    }
}

package dev.governance.console.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Halting many agents from the posture page, in a real browser on the running demo. */
class FleetHaltJourneyTest extends DemoJourney {
    private static final String HALTED =
            "select count(*) from governance_agent_presence where agent_id like '%-agent' and halted_by = 'admin'";

    private BrowserContext context;
    private Page page;

    @Test
    void haltsWhomItShowedAndNobodyElse() throws SQLException {
        signIn(390, 844);
        seesWhomTheSearchMeans();
        isHeldUntilTheNumberIsRight();
        seesWhoCouldNotBeHalted();
        sendsTheSameAgainAndOthersAsAnotherAct();
        haltsTheRestOnAWideScreen();
        isNoControlOfAViewer();
    }

    private void signIn(int width, int height) {
        if (context != null) {
            context.close();
        }
        context = chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(width, height));
        page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MS);
        page.navigate(demo.url() + "/login");
        page.getByLabel("User name").fill(RunningDemo.USERNAME);
        page.locator("#p").fill(demo.password());
        page.keyboard().press("Enter");
        assertThat(page.locator("article.agent").first()).isVisible();
    }

    private void seesWhomTheSearchMeans() {
        page.navigate(demo.url() + "/posture?q=-agent");
        button("Halt many…").click();
        assertThat(page.getByLabel("Agents (* stands for any characters)")).hasValue("*-agent*");
        assertThat(dialog().locator(".names")).containsText("billing-agent");
        assertThat(dialog().locator(".names")).not().containsText("deploy-bot");
        assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .isEqualTo(0);
        assertThat(page.evaluate("document.querySelector('dialog').scrollWidth"
                        + " - document.querySelector('dialog').clientWidth"))
                .isEqualTo(0);

        page.locator("#halt-pattern").fill("no-such-*");
        assertThat(dialog()).containsText("No agent matches");
        assertThat(page.locator("#halt-or-more")).not().isChecked();
        page.locator("#halt-pattern").fill("*");
        assertThat(page.locator("#halt-or-more")).isChecked();
        page.locator("#halt-pattern").fill("*-agent");
        assertThat(page.locator("#halt-or-more")).not().isChecked();
        assertThat(dialog()).containsText("agents would be halted");
    }

    private void isHeldUntilTheNumberIsRight() {
        int number = number();
        page.locator("#fleet-halt-reason").fill("the whole team runs wild");
        page.locator("#halt-number").fill(Integer.toString(number + 1));
        page.keyboard().press("Enter");
        assertThat(halt()).hasAttribute("aria-disabled", "true");
        assertThat(demo.ask(HALTED)).isEqualTo("0");

        page.locator("#halt-number").fill(Integer.toString(number));
        assertThat(halt()).not().hasAttribute("aria-disabled", "true");
    }

    private void seesWhoCouldNotBeHalted() throws SQLException {
        int number = number();
        try (Connection holder = demo.dataSource().getConnection();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("select 1 from governance_agent_presence where agent_id = 'billing-agent' for update");
            halt().click();
            assertThat(dialog().getByRole(AriaRole.HEADING)).hasText((number - 1) + " of " + number + " agents halted");
            holder.rollback();
        }

        Locator first = dialog().locator(".result").first();
        assertThat(first).containsText("billing-agent Not halted");
        assertThat(first).containsText("nothing was changed");
        assertThat(dialog().locator(".result")).hasCount(number);
        assertThat(demo.ask(HALTED)).isEqualTo(Integer.toString(number - 1));
        button("Close").click();
        assertThat(dialog()).hasCount(0);
        assertThat(page).not().hasURL(Pattern.compile(".*halts=.*"));
    }

    private void sendsTheSameAgainAndOthersAsAnotherAct() {
        signIn(1440, 900);
        List<String> keys = new CopyOnWriteArrayList<>();
        page.route("**/api/halts", route -> {
            keys.add(route.request().headerValue("idempotency-key"));
            route.abort();
        });
        button("Halt many…").click();
        page.locator("#halt-pattern").fill("*-agent");
        assertThat(dialog().locator(".names li")).hasText(new String[] {"billing-agent"});
        page.locator("#fleet-halt-reason").fill("and the last one");
        page.locator("#halt-number").fill("1");
        halt().click();
        assertThat(dialog().getByRole(AriaRole.ALERT)).isVisible();
        halt().click();
        page.waitForCondition(() -> keys.size() == 2);
        assertThat(dialog().getByRole(AriaRole.ALERT)).isVisible();

        demo.damage("insert into governance_agent_presence (agent_id) values ('one-more-agent')");
        assertThat(dialog().locator(".names li")).hasText(new String[] {"billing-agent", "one-more-agent"});
        page.locator("#halt-number").fill("2");
        halt().click();
        page.waitForCondition(() -> keys.size() == 3);

        assertThat(keys.get(1)).isEqualTo(keys.get(0));
        assertThat(keys.get(2)).isNotEqualTo(keys.get(0));
        page.unroute("**/api/halts");
    }

    private void haltsTheRestOnAWideScreen() {
        page.locator("#halt-or-more").check();
        assertThat(page.locator("#halt-number")).hasValue("");
        page.locator("#halt-number").fill(Integer.toString(number()));
        halt().click();
        assertThat(dialog().getByRole(AriaRole.HEADING)).hasText("2 agents halted");
        button("Close").click();
        assertThat(button("Resume billing-agent")).isVisible();
    }

    private void isNoControlOfAViewer() {
        demo.damage("update governance_console_users set role = 'viewer'");
        signIn(1440, 900);
        page.navigate(demo.url() + "/posture?halts=*");
        assertThat(page.locator("article.agent").first()).isVisible();
        assertThat(button("Halt many…")).hasCount(0);
        assertThat(dialog()).hasCount(0);
    }

    private int number() {
        return Integer.parseInt(dialog().locator("label[for=halt-number] b").innerText());
    }

    private Locator dialog() {
        return page.locator("dialog[open]");
    }

    private Locator halt() {
        return button("Halt these agents");
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}

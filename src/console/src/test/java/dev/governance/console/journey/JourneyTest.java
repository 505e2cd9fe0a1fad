package dev.governance.console.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.governance.console.testing.Eventually;
import dev.governance.sdk.Action;
import dev.governance.sdk.ApprovalRequest;
import dev.governance.sdk.errors.AgentHaltedException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a person does on the first day, in a real browser on the running demo. */
class JourneyTest extends DemoJourney {
    /** A chain long enough to have a middle. */
    private static final String SESSION = """
            select session_id
              from governance_audit_events
             where agent_id = ?
             group by session_id
            having count(*) >= 6
             order by count(*) desc
             limit 1
            """;

    private static final String EVENT_AT = """
            select event_id from governance_audit_events where session_id = ?::uuid order by chain_seq offset ? limit 1
            """;

    private static final String WORK =
            "select count(*) from governance_audit_events where agent_id = ? and kind = 'tool.result'";

    private static final String RESOLUTION =
            "select resolution from governance_gates_pending where request_id = ?::uuid";

    private Page page;

    @BeforeAll
    void open() {
        BrowserContext context = chromium.browser().newContext();
        page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MS);
    }

    @Test
    void signsInWatchesProvesDecidesAndHalts() {
        signIn();
        seesTheFleetLive();
        String session = provesASession("billing-agent");
        findsAChangedByte(session);
        findsItInTheWholeLogAndShowsAColleague(session);
        seesWhichKeysSigned();
        findsAMissingRow(provesASession("deploy-bot"));
        isToldOfDamageWithoutAsking("research-agent");
        grantsWhatWaits();
        haltsAnAgentThatThenReallyStops("summariser");
        resumesIt("summariser");
        findsTheHaltOnItsPage("summariser");
    }

    private void findsTheHaltOnItsPage(String agent) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(agent))
                .first()
                .click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Halts"))
                .click();
        assertThat(page).hasURL(Pattern.compile(".*/agents/" + agent + "\\?tab=halts"));
        assertThat(page.locator(".ag-halts li").first()).containsText("by " + RunningDemo.USERNAME, contains());
        assertThat(page.locator(".ag-halts li.open")).hasCount(0);
    }

    private void signIn() {
        page.navigate(demo.url() + "/");
        page.getByLabel("User name").fill(RunningDemo.USERNAME);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(demo.password());
        button("Sign in").click();
        assertThat(page).hasURL(Pattern.compile(".*/posture.*"));
    }

    private void seesTheFleetLive() {
        assertThat(page.locator("article.agent")).hasCount(9, patient());
        Locator events = page.getByRole(AriaRole.ARTICLE, new Page.GetByRoleOptions().setName("billing-agent"))
                .locator("footer");
        String before = events.innerText();
        assertThat(events).not().hasText(before, new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MS));
    }

    private String provesASession(String agent) {
        Eventually.holds(agent + " has a chain", () -> !demo.ask(SESSION, agent).isEmpty());
        String session = demo.ask(SESSION, agent);
        page.navigate(demo.url() + "/audit?session=" + session);
        button("Verify chain integrity").click();
        assertThat(verdict()).containsText("Verified (", contains());
        return session;
    }

    private void findsAChangedByte(String session) {
        String event = demo.ask(EVENT_AT, session, 2);
        demo.damage(
                "update governance_audit_events set metadata_json = metadata_json || '{\"note\": \"x\"}' where event_id = ?::uuid",
                event);

        button("Verify again").click();

        assertThat(verdict()).containsText("TAMPERED at event 3", contains());
    }

    private void findsItInTheWholeLogAndShowsAColleague(String session) {
        page.navigate(demo.url() + "/audit");
        button("Verify whole log").click();
        assertThat(wholeLog().locator(".vb")).containsText("TAMPERED", contains());
        Locator damaged = wholeLog().locator(".dmg a[title='" + session + "']");
        assertThat(damaged).isVisible();
        String address = page.url();
        assertThat(page).hasURL(Pattern.compile(".*[?&]verify=[0-9a-f-]{36}.*"));

        damaged.click();
        assertThat(verdict()).containsText("TAMPERED at event 3", contains());

        page.navigate(address);
        assertThat(wholeLog()).containsText("Result of an earlier run", contains());
        assertThat(wholeLog().locator(".vb")).containsText("TAMPERED", contains());
    }

    private void seesWhichKeysSigned() {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Compliance"))
                .first()
                .click();
        tab("Keys").click();
        assertThat(page.locator("table.keys tbody tr").first()).containsText("Active", contains());
        tab("Integrity").click();
        assertThat(page.getByRole(
                        AriaRole.REGION, new Page.GetByRoleOptions().setName("Last verification of the whole log")))
                .containsText("TAMPERED", contains());
    }

    private Locator tab(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator wholeLog() {
        return page.locator("section.whole");
    }

    private void findsAMissingRow(String session) {
        demo.damage("delete from governance_audit_events where event_id = ?::uuid", demo.ask(EVENT_AT, session, 3));

        button("Verify again").click();

        assertThat(verdict()).containsText("TAMPERED at event", contains());
        assertThat(page.locator("section.chain")).containsText("missing", contains());
    }

    /** The console reads old sessions again by itself, so damage that nobody looks for lights its lamp. */
    private void isToldOfDamageWithoutAsking(String agent) {
        demo.damage(
                "update governance_audit_events set metadata_json = '{}' where event_id = ?::uuid",
                demo.ask(EVENT_AT, demo.ask(SESSION, agent), 1));

        page.navigate(demo.url() + "/posture");

        assertThat(page.locator("section.strip")).containsText("Tampered", contains());
        Locator card = page.getByRole(AriaRole.ARTICLE, new Page.GetByRoleOptions().setName(agent));
        assertThat(card).containsText("TAMPERED at event 2", slowly());
    }

    private void grantsWhatWaits() {
        page.navigate(demo.url() + "/approvals");
        Locator card = page.locator("article.req").first();
        String request = card.getAttribute("data-request");
        card.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Grant").setExact(true))
                .click();
        card.locator("form button.primary").click();

        Eventually.holds(
                "the row says granted", () -> demo.ask(RESOLUTION, request).equals("granted"));
    }

    private void haltsAnAgentThatThenReallyStops(String agent) {
        page.navigate(demo.url() + "/posture");
        button("Halt " + agent).click();
        page.getByLabel("Reason").fill("it drives through the wall");
        page.locator("#halt-id").fill(agent);
        button("Halt agent").click();
        assertThat(button("Resume " + agent)).isVisible();
        assertThat(page.getByRole(AriaRole.ARTICLE, new Page.GetByRoleOptions().setName(agent))
                        .getByText("Acknowledged"))
                .isVisible();

        Eventually.holds("the agent learns of it", () -> isHalted(agent));
        assertThatThrownBy(() -> sdk().scope().check(agent, Action.tool("read_document")))
                .isInstanceOf(AgentHaltedException.class)
                .hasMessageContaining("it drives through the wall");
        assertThatThrownBy(() -> sdk().cost().checkOrThrow(agent, UUID.randomUUID(), 1))
                .isInstanceOf(AgentHaltedException.class);
        assertThatThrownBy(() -> sdk().gates().request(ApprovalRequest.of(agent, "document.delete")))
                .isInstanceOf(AgentHaltedException.class);
    }

    private void resumesIt(String agent) {
        button("Resume " + agent).click();
        page.getByLabel("Reason").fill("the wall was moved");
        page.locator("dialog input[type=password]").fill(demo.password());
        page.locator("dialog button.primary").click();
        assertThat(button("Halt " + agent)).isVisible();

        Eventually.holds("the agent learns of it", () -> !isHalted(agent));
        long rows = rowsOf(agent);
        Eventually.holds("the sample agent works again", () -> rowsOf(agent) > rows);
    }

    /** Work, not the refusals that a halted agent may still cause. */
    private long rowsOf(String agent) {
        return Long.parseLong(demo.ask(WORK, agent));
    }

    private boolean isHalted(String agent) {
        try {
            sdk().assertNotHalted(agent);
            return false;
        } catch (AgentHaltedException e) {
            return true;
        }
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator verdict() {
        return page.locator("section.chain .vb");
    }

    private static LocatorAssertions.ContainsTextOptions contains() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS);
    }

    /** The watch rests between rounds, the longer the busier the machine. */
    private static LocatorAssertions.ContainsTextOptions slowly() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(4 * PATIENCE_MS);
    }

    private static LocatorAssertions.HasCountOptions patient() {
        return new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MS);
    }
}

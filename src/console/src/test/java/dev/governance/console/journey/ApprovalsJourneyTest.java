package dev.governance.console.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.governance.console.testing.Eventually;
import dev.governance.sdk.ApprovalRequest;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two people decide on the running demo, one at a desk, one with a phone. */
class ApprovalsJourneyTest extends DemoJourney {
    /** They are known as somebody else's agents, and ask for nothing by themselves. */
    private static final String AGENT = "summariser";

    private static final String RESOLUTION =
            "select resolution from governance_gates_pending where request_id = ?::uuid";

    private static final String SAID =
            "select metadata_json ->> ? from governance_audit_events where metadata_json ->> 'request_id' = ?"
                    + " order by chain_seq desc limit 1";

    private static final String REJECTED =
            "select metadata_json ->> 'by' || ' ' || (metadata_json ->> 'proposed_by') from governance_audit_events"
                    + " where kind = 'policy.proposal_rejected' and metadata_json ->> 'agent' = ?";

    private static final String DAILY_CAP = "select policy_json ->> 'per_agent_usd_daily' from governance_policies"
            + " where agent_id = ? and policy_type = 'budget'";

    private Page desk;
    private Page phone;

    ApprovalsJourneyTest() {
        super(
                "{\"approvals\": {\"second_approver\": [\"contract.*\"]}, \"policies\": {\"second_approver\": [\"budget\"]}}",
                Map.of());
    }

    @BeforeAll
    void signIn() {
        demo.addPerson("operator-2", "admin");
        desk = signedIn("admin", 1440, 900);
        phone = signedIn("operator-2", 390, 844);
    }

    private Page signedIn(String name, int width, int height) {
        Page page = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setHasTouch(width < 500))
                .newPage();
        page.setDefaultTimeout(PATIENCE_MS);
        page.navigate(demo.url() + "/login?next=/approvals");
        page.getByLabel("User name").fill(name);
        page.locator("#p").fill(demo.password());
        page.keyboard().press("Enter");
        assertThat(page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName("Approvals").setExact(true)))
                .isVisible();
        return page;
    }

    private String ask(String kind) {
        return sdk().gates()
                .request(ApprovalRequest.of(AGENT, kind).with("document", "MSA-2026-114"))
                .requestId()
                .toString();
    }

    private static Locator card(Page page, String request) {
        return page.locator("article[data-request='" + request + "']");
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private boolean resolved(String request, String resolution) {
        return demo.ask(RESOLUTION, request).equals(resolution);
    }

    @Test
    void whoLosesARaceIsShownWhatTheOtherDecidedAndWhy() {
        String request = ask("document.delete");
        Locator mine = card(phone, request);
        button(mine, "Grant").click();
        phone.route("**/api/v2/gates/pending*", held -> {}); // as if nothing of it had reached the phone yet
        Locator other = card(desk, request);
        button(other, "Deny…").click();
        other.getByLabel("Reason for denying").fill("Not during the freeze");
        button(other, "Deny request").click();
        Eventually.holds("the row says denied", () -> resolved(request, "denied"));
        assertThat(button(mine, "Grant once")).isVisible();

        button(mine, "Grant once").click();

        assertThat(mine).containsText("admin denied this");
        assertThat(mine).containsText("“Not during the freeze” You were too late: yours changed nothing.");
        assertThat(mine.locator("form")).hasCount(0);
        assertThat(mine.locator("h2")).isFocused();
        assertThat(resolved(request, "denied")).isTrue();
        phone.unroute("**/api/v2/gates/pending*");
        phone.reload();
    }

    @Test
    void aClaimIsSeenByTheOtherWhoNeedsAReasonToActOverIt() {
        String request = ask("document.publish");
        Locator mine = card(phone, request);
        Locator other = card(desk, request);
        button(mine, "Claim").click();
        assertThat(mine).containsText("You claimed this");
        assertThat(other).containsText("operator-2 claimed this");
        assertThat(button(other, "Take over…")).isVisible();
        assertThat(other.locator(".cmd")).hasCount(0);
        assertThat(mine.locator(".cmd")).hasCount(1);

        button(other, "Grant").click();
        button(other, "Grant once").click();
        assertThat(other.locator("input[name=override]:invalid")).isVisible();
        assertThat(resolved(request, "granted")).isFalse();
        other.getByLabel("Why you act over the claim of operator-2").fill("they are on a plane");
        button(other, "Grant once").click();

        Eventually.holds("the row says granted", () -> resolved(request, "granted"));
        assertThat(demo.ask(SAID, "override", request)).isEqualTo("they are on a plane");
        assertThat(mine).containsText("admin granted this");
    }

    @Test
    void aClaimIsReleasedAndARequestHandedOn() {
        String request = ask("document.archive");
        Locator mine = card(phone, request);
        button(mine, "Claim").click();
        button(mine, "Release").click();
        assertThat(button(mine, "Claim")).isFocused();
        assertThat(button(card(desk, request), "Claim")).isVisible();

        button(mine, "Hand on…").click();
        mine.getByLabel("Hand on to a person or a group").fill("the CFO");
        button(mine, "Hand on").click();

        assertThat(card(desk, request)).containsText("operator-2 handed this on to the CFO");
        assertThat(mine.locator("h2")).isFocused();
    }

    @Test
    void whatIsClaimedOnceMoreIsClaimed() {
        String request = ask("document.review");
        Locator mine = card(phone, request);
        for (int times = 0; times < 2; times++) {
            button(mine, "Claim").click();
            assertThat(mine).containsText("You claimed this");
            button(mine, "Release").click();
            assertThat(button(mine, "Claim")).isVisible();
        }
    }

    @Test
    void whatIsHandedOnOnceMoreInTheSameWordsIsHandedOn() {
        String request = ask("document.forward");
        Locator mine = card(phone, request);
        for (String to : new String[] {"the CFO", "the board", "the CFO"}) {
            button(mine, "Hand on…").click();
            mine.getByLabel("Hand on to a person or a group").fill(to);
            button(mine, "Hand on").click();
            assertThat(mine).containsText("operator-2 handed this on to " + to);
        }
    }

    @Test
    void aFirstGrantIsTakenBackAndGivenAgainInTheSameWords() {
        String request = ask("contract.sign");
        Locator mine = card(phone, request);
        for (int times = 0; times < 2; times++) {
            grantFirst(mine);
            button(mine, "Take your grant back").click();
            assertThat(mine).containsText("Granting this takes two admins.");
            assertThat(mine.locator(".cmd")).hasCount(1);
        }
        grantFirst(mine);

        Locator other = card(desk, request);
        button(other, "Grant").click();
        button(other, "Grant once").click();

        Eventually.holds("the row says granted", () -> resolved(request, "granted"));
    }

    private static void grantFirst(Locator card) {
        button(card, "Grant").click();
        card.locator("input[name=rationale]").fill("as agreed");
        button(card, "Grant once").click();
        assertThat(card).containsText("You granted this first");
        assertThat(card.locator(".cmd")).hasCount(0);
    }

    @Test
    void whatIsFilledInForOneRequestStaysWhenAnotherIsLost() {
        String lost = ask("document.rename");
        String open = ask("document.move");
        Locator form = card(phone, open);
        button(form, "Deny…").click();
        form.getByLabel("Reason for denying").fill("Not before the audit");
        Locator mine = card(phone, lost);
        assertThat(button(mine, "Claim")).isVisible();
        phone.route("**/api/v2/gates/pending*", held -> {}); // as if nothing of it had reached the phone yet
        Locator other = card(desk, lost);
        button(other, "Grant").click();
        button(other, "Grant once").click();
        Eventually.holds("the row says granted", () -> resolved(lost, "granted"));

        button(mine, "Claim").click();

        assertThat(mine).containsText("You were too late: yours changed nothing.");
        assertThat(phone.locator("#live-polite")).containsText("admin granted this");
        assertThat(form.getByLabel("Reason for denying")).hasValue("Not before the audit");
        phone.unroute("**/api/v2/gates/pending*");
        phone.reload();
    }

    @Test
    void whoNeverLearnedThatTheirGrantWasDoneIsNotToldThatTheyWereTooLate() {
        String request = ask("document.share");
        Locator mine = card(phone, request);
        button(mine, "Grant").click();
        phone.route("**/api/v2/gates/pending*", held -> {});
        phone.route("**/api/gates/*/grant", route -> {
            route.fetch();
            route.abort();
        });
        button(mine, "Grant once").click();
        assertThat(mine).containsText("The console cannot be reached.");
        assertThat(resolved(request, "granted")).isTrue();
        phone.unroute("**/api/gates/*/grant");

        mine.locator("input[name=rationale]").fill("after all");
        button(mine, "Grant once").click();
        assertThat(mine).containsText("What you sent before took effect, in other words than these");
        button(mine, "Grant once").click();

        assertThat(mine).containsText("You granted this");
        assertThat(mine).containsText("Your decision stands: what you sent after it changed nothing.");
        assertThat(mine).not().containsText("too late");
        phone.unroute("**/api/v2/gates/pending*");
        phone.reload();
    }

    @Test
    void aPhoneIsWideEnoughToGrantOn() {
        String request = ask("document.send");
        Locator mine = card(phone, request);
        assertThat(mine.locator(".cmd code")).hasText("governance gates grant " + request + " --server " + demo.url());
        assertThat(phone.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .isEqualTo(0);
        for (String name : new String[] {"Grant", "Deny…", "Claim", "Hand on…"}) {
            assertThat(button(mine, name).boundingBox().height).as(name).isGreaterThanOrEqualTo(36);
        }

        button(mine, "Grant").tap();
        assertThat(phone.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .isEqualTo(0);
        button(mine, "Grant once").tap();

        Eventually.holds("the row says granted", () -> resolved(request, "granted"));
        assertThat(mine).containsText("You granted this");
    }

    @Test
    void aKeyboardIsEnoughToDeny() {
        String request = ask("document.copy");
        Locator card = card(desk, request);
        card.locator("h2").focus();
        Locator deny = button(card, "Deny…");
        for (int tabs = 0; tabs < 12 && !(boolean) deny.evaluate("it => it === document.activeElement"); tabs++) {
            desk.keyboard().press("Tab");
        }
        desk.keyboard().press("Enter");
        assertThat(card.getByLabel("Reason for denying")).isFocused();
        desk.keyboard().press("Escape");
        assertThat(card.locator("form")).hasCount(0);
        assertThat(card.locator("h2")).isFocused();

        deny.press("Enter");
        assertThat(card.getByLabel("Reason for denying")).isFocused();
        desk.keyboard().type("no copies");
        desk.keyboard().press("Enter");

        Eventually.holds("the row says denied", () -> resolved(request, "denied"));
        assertThat(demo.ask(SAID, "rationale", request)).isEqualTo("no copies");
    }

    @Test
    void whoDeniedGoesOnWithTheNextRequest() {
        String first = ask("document.shred");
        String next = ask("document.shred");
        desk.navigate(demo.url() + "/approvals?kind=document.shred");
        Locator card = card(desk, first);
        button(card, "Deny…").click();
        card.getByLabel("Reason for denying").fill("keep it");
        desk.keyboard().press("Enter");

        Eventually.holds("the row says denied", () -> resolved(first, "denied"));
        assertThat(card(desk, next).locator("h2")).isFocused();
        desk.navigate(demo.url() + "/approvals");
    }

    @Test
    void aProposedBudgetIsRejectedByTheOtherAdmin() {
        String before = demo.ask(DAILY_CAP, AGENT);
        desk.navigate(demo.url() + "/cost?edit=" + AGENT);
        desk.getByLabel("Daily cap", new Page.GetByLabelOptions().setExact(true))
                .fill("9.50");
        desk.getByLabel("Reason").fill("the quarter ends");
        button(desk.locator("dialog[open]"), "Propose change").click();
        assertThat(desk.locator(".proposal")).containsText("You proposed this. Another admin must confirm it.");

        phone.navigate(demo.url() + "/cost");
        Locator proposal = phone.locator(".proposal");
        assertThat(proposal).containsText("admin proposed this");
        assertThat(proposal.locator("q")).hasText("the quarter ends");
        assertThat(proposal.locator(".changes")).containsText("9.50");
        button(proposal, "Reject the change for " + AGENT).click();
        assertThat(proposal).containsText("The policy stays as it is. The audit log names you.");
        button(proposal, "Reject").click();

        assertThat(phone.locator(".toasts")).containsText("The proposal is rejected");
        assertThat(phone.locator(".proposal")).hasCount(0);
        assertThat(desk.locator(".proposal")).hasCount(0);
        assertThat(demo.ask(REJECTED, AGENT)).isEqualTo("operator-2 admin");
        assertThat(demo.ask(DAILY_CAP, AGENT)).isEqualTo(before);
        desk.navigate(demo.url() + "/approvals");
        phone.navigate(demo.url() + "/approvals");
    }

    @Test
    void nobodyIsOfferedTheirOwnAgentsRequest() {
        String agent = "agent-of-admin";
        demo.damage("insert into governance_agent_presence (agent_id, operator_id) values (?, 'Admin')", agent);
        String request = sdk().gates()
                .request(ApprovalRequest.of(agent, "document.sign"))
                .requestId()
                .toString();

        Locator own = card(desk, request);

        assertThat(own).containsText("You cannot decide this one.");
        assertThat(own).containsText("nobody approves their own action");
        assertThat(button(own, "Grant")).isDisabled();
        assertThat(button(own, "Deny…")).isDisabled();
        assertThat(button(own, "Claim")).isDisabled();
        assertThat(button(own, "Hand on…")).isEnabled();
        assertThat(own.locator(".cmd")).hasCount(0);
        assertThat(button(card(phone, request), "Grant")).isEnabled();
    }
}

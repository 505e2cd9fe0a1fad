package dev.governance.console.policies;

import static dev.governance.console.testing.People.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.chain.Redaction;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Policies;
import dev.governance.console.contract.Policies.Changed;
import dev.governance.console.contract.Policies.Ended;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.People;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.PolicyChange;
import dev.governance.console.wire.PolicyProposal;
import dev.governance.console.wire.PolicyRow;
import dev.governance.console.wire.Role;
import dev.governance.console.wire.ScopedToken;
import io.vertx.core.Future;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Budgets that one admin proposes and another one confirms. */
class ProposalsTest {
    private static final String AGENT = "refund";
    private static final String BUDGET = """
            {"per_session_usd": %s, "per_session_tokens": null, "per_agent_usd_daily": null,
             "per_agent_tokens_daily": null, "per_session_seconds": null}""";
    private static final Caller FIRST = People.person("operator-1", Role.ADMIN);
    private static final Caller SECOND = People.person("operator-2", Role.ADMIN);
    private static final Caller THIRD = People.person("operator-3", Role.ADMIN);

    private Stage stage;

    @BeforeEach
    void deploy() {
        stage = Stage.open();
        stage.deploy(new PoliciesVerticle(
                stage.bus(), stage.database(), stage.ledger(), new Redaction(Set.of())::json, List.of("budget")));
        stage.signIn(FIRST, SECOND, THIRD);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private static Policies.Change change(String usd, @Nullable String version, Caller by, @Nullable UUID key) {
        return new Policies.Change(AGENT, "budget", BUDGET.formatted(usd), version, "spends too much", by, key);
    }

    private static Policies.Confirm confirm(PolicyProposal proposal, Caller by) {
        return new Policies.Confirm(AGENT, "budget", proposal.proposalId(), by, null);
    }

    private static Policies.End end(Caller by) {
        return new Policies.End(AGENT, "budget", null, by, null);
    }

    private PolicyProposal propose(String usd, @Nullable String version, Caller by) {
        return stage.ask(Policies.CHANGE, change(usd, version, by, null)).proposal();
    }

    private String refused(PolicyProposal proposal, Caller by) {
        Refusal refusal = stage.refused(Policies.CONFIRM, confirm(proposal, by));
        return refusal.fault() + " " + refusal.code();
    }

    private Policies.OfAgent shown() {
        return stage.ask(Policies.OF_AGENT, new Policies.Of(AGENT));
    }

    private List<PolicyChange> history() {
        return stage.ask(Policies.HISTORY, new Policies.Past(AGENT, "budget", null, 100))
                .changes();
    }

    private PolicyRow store(String json) {
        stage.execute(
                "insert into governance_policies (agent_id, policy_type, policy_json) values (?, 'budget', ?::jsonb)"
                        + " on conflict (agent_id, policy_type) do update set policy_json = excluded.policy_json",
                AGENT,
                json);
        return shown().policies().get(0);
    }

    private long told(String kind) {
        return (Long) stage.one("select count(*) as n from governance_audit_events where kind = ?", kind)
                .get("n");
    }

    private Map<String, Object> event(String kind) {
        return stage.one(
                "select metadata_json ->> 'by' as by, metadata_json ->> 'proposed_by' as proposed_by,"
                        + " metadata_json ->> 'confirmed_by' as confirmed_by, metadata_json ->> 'reason' as reason"
                        + " from governance_audit_events where kind = ?",
                kind);
    }

    private Caller script(Caller owner) {
        UUID token = UUID.randomUUID();
        stage.execute(
                "insert into governance_console.api_tokens (token_id, token_hash, user_id, name, scopes, expires_at)"
                        + " values (?, encode(sha256(?::text::bytea), 'hex'), ?, 'ci', '{policies.edit}',"
                        + " now() + interval '1 hour')",
                token,
                token,
                owner.userId());
        return new Caller(
                owner.userId(), owner.username(), owner.role(), null, new ScopedToken(token, Set.of("policies.edit")));
    }

    private void assertNothingChanged() {
        assertThat(shown().policies()).isEmpty();
        assertThat(history()).isEmpty();
        assertThat(told("console.policy_changed")).isZero();
    }

    @Test
    void whatOneProposesIsStoredOnceAnotherConfirmsIt() {
        Changed proposed = stage.ask(Policies.CHANGE, change("2", null, FIRST, null));

        assertThat(proposed.done()).isFalse();
        assertThat(proposed.policy()).isNull();
        PolicyProposal proposal = proposed.proposal();
        assertThat(proposal.proposedBy()).isEqualTo("operator-1");
        assertThat(proposal.policy().path("per_session_usd").asInt()).isEqualTo(2);
        assertThat(proposal.expiresAt()).isEqualTo(proposal.proposedAt().plusSeconds(86_400));
        assertThat(shown().proposals()).containsExactly(proposal);
        assertThat(stage.ask(Policies.PROPOSED, new Policies.Waiting()))
                .isEqualTo(new Policies.Proposed(List.of("budget"), List.of(proposal)));
        assertNothingChanged();

        Changed changed = stage.ask(Policies.CONFIRM, confirm(proposal, SECOND));

        assertThat(changed.done()).isTrue();
        assertThat(changed.policy().policy().path("per_session_usd").asInt()).isEqualTo(2);
        assertThat(shown().policies()).containsExactly(changed.policy());
        assertThat(shown().proposals()).isEmpty();
        assertThat(history()).singleElement().satisfies(change -> {
            assertThat(change.by()).isEqualTo("operator-2");
            assertThat(change.proposedBy()).isEqualTo("operator-1");
            assertThat(change.summary()).isEqualTo("created by operator-2, as operator-1 proposed");
            assertThat(change.eventId()).isEqualTo(changed.eventId());
        });
        assertThat(event("policy.proposed")).containsEntry("by", "operator-1");
        assertThat(event("console.policy_changed"))
                .containsEntry("by", "operator-2")
                .containsEntry("proposed_by", "operator-1")
                .containsEntry("confirmed_by", "operator-2")
                .containsEntry("reason", "spends too much");
        assertThat(stage.verdict(AuditEntry.CONSOLE_SESSION).isVerified()).isTrue();
        assertThat(refused(proposal, THIRD)).isEqualTo("NOT_FOUND no_proposal");
    }

    @Test
    void typesThatAreNotListedTakeOne() {
        String scope = """
                {"allowed_tools": [], "allowed_apis": [], "hidden_tools": [], "allowed_models": []}""";

        assertThat(stage.ask(Policies.CHANGE, new Policies.Change(AGENT, "scope", scope, null, "a test", FIRST, null))
                        .done())
                .isTrue();
        assertThat(shown().proposals()).isEmpty();
    }

    @Test
    void nobodyConfirmsWhatTheyProposed() {
        Caller streetwise = People.person("straße", Role.ADMIN);
        Caller sameName = People.person("STRA\u200bSSE", Role.ADMIN);
        stage.signIn(streetwise, sameName);
        PolicyProposal proposal = propose("2", null, streetwise);

        for (Caller same : List.of(streetwise, script(streetwise), sameName, script(sameName))) {
            assertThat(refused(proposal, same)).isEqualTo("CONFLICT second_approver_wanted");
        }

        assertThat(shown().proposals()).containsExactly(proposal);
        assertNothingChanged();
        assertThat(told("console.refused")).isEqualTo(2);
    }

    @Test
    void scriptsOfTwoAdminsAreTwoAdmins() {
        PolicyProposal proposal = propose("2", null, script(FIRST));

        assertThat(stage.ask(Policies.CONFIRM, confirm(proposal, script(SECOND)))
                        .done())
                .isTrue();
    }

    @Test
    void whatARevokedTokenProposedIsNotConfirmed() {
        PolicyProposal proposal = propose("2", null, script(FIRST));
        stage.execute("update governance_console.api_tokens set revoked_at = now()");

        assertThat(refused(proposal, SECOND)).isEqualTo("FORBIDDEN account_changed");
        assertNothingChanged();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "role = 'viewer'",
                "disabled = true",
                "updated_at = clock_timestamp()",
                "password_hash = 'other', updated_at = clock_timestamp()"
            })
    void whatAnAccountProposedThatWasChangedSinceIsNotConfirmed(String change) {
        PolicyProposal proposal = propose("2", null, FIRST);
        stage.execute("update governance_console_users set " + change + " where user_id = ?", FIRST.userId());

        assertThat(refused(proposal, SECOND)).isEqualTo("FORBIDDEN account_changed");
        assertThat(shown().proposals()).containsExactly(proposal);
        assertNothingChanged();
    }

    @Test
    void whoWasMadeOrChangedSinceDoesNotConfirm() {
        PolicyProposal proposal = propose("2", null, FIRST);
        stage.execute(
                "update governance_console_users set updated_at = clock_timestamp() where user_id = ?",
                SECOND.userId());
        Caller made = People.person("made-since", Role.ADMIN);
        stage.signIn(made);
        stage.execute("update governance_console_users set updated_at = '2020-01-01' where user_id = ?", made.userId());

        assertThat(refused(proposal, SECOND)).isEqualTo("FORBIDDEN account_changed");
        assertThat(refused(proposal, made)).isEqualTo("FORBIDDEN account_changed");
        assertThat(stage.ask(Policies.CONFIRM, confirm(proposal, THIRD)).done()).isTrue();
    }

    @Test
    void whoMayNoLongerEditConfirmsAndEndsNothing() {
        PolicyProposal proposal = propose("2", null, FIRST);
        stage.execute("update governance_console_users set role = 'viewer' where user_id = ?", SECOND.userId());
        stage.signIn(VIEWER);

        for (Caller nobody : List.of(SECOND, VIEWER)) {
            assertThat(refused(proposal, nobody)).isEqualTo("UNAUTHENTICATED not_signed_in");
            assertThat(stage.refused(Policies.END, end(nobody)).code()).isEqualTo("not_signed_in");
        }
        assertThat(shown().proposals()).containsExactly(proposal);
    }

    @Test
    void aProposerWhoIsBeingDemotedIsWaitedFor() throws Exception {
        PolicyProposal proposal = propose("2", null, FIRST);
        Future<Changed> confirmed;
        try (Connection demoting = stage.connect()) {
            demoting.setAutoCommit(false);
            try (var statement = demoting.createStatement()) {
                statement.execute(
                        "update governance_console_users set role = 'viewer' where user_id = '" + FIRST.userId() + "'");
            }
            confirmed = stage.bus().ask(Policies.CONFIRM, confirm(proposal, SECOND));
            Eventually.holds("the confirmation waits for the account", () -> stage.waiting() == 1);
            demoting.commit();
        }

        assertThat(Stage.refusalOf(confirmed).code()).isEqualTo("account_changed");
        assertNothingChanged();
    }

    @Test
    void aTokenThatIsBeingRevokedIsWaitedFor() throws Exception {
        PolicyProposal proposal = propose("2", null, script(FIRST));
        Future<Changed> confirmed;
        try (Connection revoking = stage.connect()) {
            revoking.setAutoCommit(false);
            try (var statement = revoking.createStatement()) {
                statement.execute("update governance_console.api_tokens set revoked_at = now()");
            }
            confirmed = stage.bus().ask(Policies.CONFIRM, confirm(proposal, SECOND));
            Eventually.holds("the confirmation waits for the token", () -> stage.waiting() == 1);
            revoking.commit();
        }

        assertThat(Stage.refusalOf(confirmed).code()).isEqualTo("account_changed");
        assertNothingChanged();
    }

    /** The confirmation has looked at accounts and token, and now waits for the policy. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "update governance_console_users set role = 'viewer' where username = 'operator-1'",
                "update governance_console_users set disabled = true where username = 'operator-2'",
                "update governance_console.api_tokens set revoked_at = now()"
            })
    void whatAProposalStandsOnIsHeldUntilTheChangeIsStored(String change) throws Exception {
        String seen = store("{\"per_session_usd\": 1}").version();
        PolicyProposal proposal = propose("2", seen, script(FIRST));
        Future<Changed> confirmed;
        try (Connection agent = stage.connect();
                Connection admin = stage.connect();
                var writing = agent.createStatement();
                var changing = admin.createStatement()) {
            agent.setAutoCommit(false);
            writing.execute("select from governance_policies for update");
            changing.execute("set lock_timeout = '50ms'");
            confirmed = stage.bus().ask(Policies.CONFIRM, confirm(proposal, SECOND));
            Eventually.holds("the confirmation waits for the policy", () -> stage.waiting() == 1);

            assertThatThrownBy(() -> changing.execute(change)).hasMessageContaining("lock timeout");
            agent.rollback();
        }

        assertThat(Stage.wait(confirmed).done()).isTrue();
        stage.execute(change);
    }

    @Test
    void whatIsOvertakenIsNotStoredAndWaitsUntilItIsEnded() {
        String seen = store("{\"per_session_usd\": 1}").version();
        PolicyProposal proposal = propose("2", seen, FIRST);
        PolicyRow other = store("{\"per_session_usd\": 9}");

        Changed overtaken = stage.ask(Policies.CONFIRM, confirm(proposal, SECOND));

        assertThat(overtaken.done()).isFalse();
        assertThat(overtaken.policy()).isEqualTo(other);
        assertThat(shown().proposals()).containsExactly(proposal);
        assertThat(told("console.policy_changed")).isZero();
        Ended ended = stage.ask(Policies.END, end(FIRST));
        assertThat(ended.withdrawn()).isTrue();
        assertThat(propose("2", other.version(), FIRST).version()).isEqualTo(other.version());
    }

    @Test
    void whatCouldNotBeStoredIsNotProposed() {
        String seen = store("{\"agent_id\": \"refund\", \"per_session_usd\": 2.0, \"per_session_tokens\": null,"
                        + " \"per_agent_usd_daily\": null, \"per_agent_tokens_daily\": null,"
                        + " \"per_session_seconds\": null}")
                .version();

        assertThat(stage.refused(Policies.CHANGE, change("2", seen, FIRST, null))
                        .code())
                .isEqualTo("unchanged");
        assertThat(stage.ask(Policies.CHANGE, change("3", "of another time", FIRST, null))
                        .policy()
                        .version())
                .isEqualTo(seen);
        assertThat(stage.refused(Policies.CHANGE, change("-1", seen, FIRST, null))
                        .fault())
                .isEqualTo(Fault.UNPROCESSABLE);
        assertThat(shown().proposals()).isEmpty();
        assertThat(told("policy.proposed")).isZero();
    }

    @Test
    void oneWaitsAtATime() {
        propose("2", null, FIRST);

        Refusal waits = stage.refused(Policies.CHANGE, change("3", null, SECOND, null));

        assertThat(waits.fault() + " " + waits.code()).isEqualTo("CONFLICT proposal_waits");
        PolicyProposal first = shown().proposals().get(0);
        assertThat(waits.reason()).contains("operator-1 proposed another change at " + first.proposedAt());
        assertThat(first.policy().path("per_session_usd").asInt()).isEqualTo(2);
    }

    @Test
    void whatExpiredIsNotShownConfirmedOrEndedAndMakesRoom() {
        PolicyProposal expired = propose("2", null, FIRST);
        stage.execute("update governance_console.policy_proposals set expires_at = clock_timestamp()");

        assertThat(shown().proposals()).isEmpty();
        assertThat(refused(expired, SECOND)).isEqualTo("NOT_FOUND no_proposal");
        assertThat(stage.refused(Policies.END, end(SECOND)).code()).isEqualTo("no_proposal");
        PolicyProposal next = propose("3", null, SECOND);
        assertThat(refused(expired, THIRD)).isEqualTo("NOT_FOUND no_proposal");
        assertThat(stage.ask(Policies.CONFIRM, confirm(next, FIRST)).done()).isTrue();
    }

    @Test
    void whoProposedWithdrawsAndAnotherAdminRejects() {
        PolicyProposal first = propose("2", null, FIRST);
        Ended withdrawn = stage.ask(Policies.END, end(script(FIRST)));
        propose("3", null, FIRST);
        Ended rejected = stage.ask(Policies.END, end(SECOND));

        assertThat(withdrawn.proposalId()).isEqualTo(first.proposalId());
        assertThat(withdrawn.withdrawn()).isTrue();
        assertThat(rejected.withdrawn()).isFalse();
        assertThat(event("policy.proposal_withdrawn")).containsEntry("by", "operator-1");
        assertThat(event("policy.proposal_rejected"))
                .containsEntry("by", "operator-2")
                .containsEntry("proposed_by", "operator-1");
        assertThat(refused(first, SECOND)).isEqualTo("NOT_FOUND no_proposal");
        assertNothingChanged();
        assertThat(stage.verdict(AuditEntry.CONSOLE_SESSION).isVerified()).isTrue();
    }

    @Test
    void onlyTheProposalThatWasLookedAtIsEnded() {
        PolicyProposal seen = propose("2", null, FIRST);
        stage.ask(Policies.END, end(FIRST));
        PolicyProposal next = propose("3", null, FIRST);
        Policies.End rejecting = new Policies.End(AGENT, "budget", seen.proposalId(), SECOND, null);

        assertThat(stage.refused(Policies.END, rejecting).code()).isEqualTo("no_proposal");
        assertThat(shown().proposals()).containsExactly(next);
        assertThat(told("policy.proposal_rejected")).isZero();
        Policies.End meant = new Policies.End(AGENT, "budget", next.proposalId(), SECOND, null);
        assertThat(stage.ask(Policies.END, meant).proposalId()).isEqualTo(next.proposalId());
    }

    @Test
    void aSecondTryUnderTheSameKeyGetsTheFirstAnswer() {
        Policies.Change change = change("2", null, FIRST, UUID.randomUUID());
        Changed proposed = stage.ask(Policies.CHANGE, change);
        Policies.Confirm confirm =
                new Policies.Confirm(AGENT, "budget", proposed.proposal().proposalId(), SECOND, UUID.randomUUID());
        Changed changed = stage.ask(Policies.CONFIRM, confirm);

        Changed proposedAgain = stage.ask(Policies.CHANGE, change);
        assertThat(proposedAgain.eventId()).isEqualTo(proposed.eventId());
        assertThat(proposedAgain.proposal().proposalId())
                .isEqualTo(proposed.proposal().proposalId());
        Changed changedAgain = stage.ask(Policies.CONFIRM, confirm);
        assertThat(changedAgain.eventId()).isEqualTo(changed.eventId());
        assertThat(changedAgain.policy().version()).isEqualTo(changed.policy().version());
        propose("3", changed.policy().version(), FIRST);
        Policies.End end = new Policies.End(AGENT, "budget", null, FIRST, UUID.randomUUID());
        assertThat(stage.ask(Policies.END, end)).isEqualTo(stage.ask(Policies.END, end));
        assertThat(told("policy.proposed")).isEqualTo(2);
        assertThat(told("console.policy_changed")).isEqualTo(1);
        assertThat(told("policy.proposal_withdrawn")).isEqualTo(1);
    }

    @Test
    void whatAWebhookNeedsStaysAndIsInNoProposal() {
        String seen = store("{\"per_agent_usd_daily\": 5, \"alert_webhook_secret\": \"hush\"}")
                .version();

        PolicyProposal proposal = propose("2", seen, FIRST);
        stage.ask(Policies.CONFIRM, confirm(proposal, SECOND));

        assertThat(stage.one("select policy_json ->> 'alert_webhook_secret' as secret from governance_policies"))
                .containsEntry("secret", "hush");
        assertThat(proposal.toString()).doesNotContain("hush");
        assertThat(stage.rows("select metadata_json::text from governance_audit_events")
                        .toString())
                .doesNotContain("hush");
    }

    @Test
    void withoutTheTriggerTheProposalStays() {
        String seen = store("{\"per_session_usd\": 1}").version();
        PolicyProposal proposal = propose("2", seen, FIRST);
        stage.execute("alter table governance_policies disable trigger governance_console_policy_changed");

        assertThat(refused(proposal, SECOND)).isEqualTo("UNAVAILABLE no_history");
        assertThat(shown().proposals()).containsExactly(proposal);
        assertThat(shown().policies().get(0).version()).isEqualTo(seen);
    }

    @Test
    void ofTwentyConfirmationsOneIsTheChange() {
        PolicyProposal proposal = propose("2", null, FIRST);

        List<Future<Changed>> tries = IntStream.range(0, 20)
                .mapToObj(i -> stage.bus().ask(Policies.CONFIRM, confirm(proposal, i % 2 == 0 ? SECOND : THIRD)))
                .toList();
        Stage.wait(Future.join(tries).transform(done -> Future.succeededFuture()));

        assertThat(tries.stream().filter(Future::succeeded)).hasSize(1);
        assertThat(tries.stream()
                        .filter(Future::failed)
                        .map(failed -> Stage.refusalOf(failed).code()))
                .containsOnly("no_proposal");
        assertThat(history()).hasSize(1);
        assertThat(told("console.policy_changed")).isEqualTo(1);
    }

    @Test
    void ofConfirmingAndEndingOneHappens() {
        PolicyProposal proposal = propose("2", null, FIRST);

        Future<Changed> confirmed = stage.bus().ask(Policies.CONFIRM, confirm(proposal, SECOND));
        Future<Ended> withdrawn = stage.bus().ask(Policies.END, end(FIRST));
        Future<Ended> rejected = stage.bus().ask(Policies.END, end(THIRD));
        Stage.wait(Future.join(confirmed, withdrawn, rejected).transform(done -> Future.succeededFuture()));

        assertThat(List.of(confirmed, withdrawn, rejected).stream().filter(Future::succeeded))
                .hasSize(1);
        assertThat(told("console.policy_changed")
                        + told("policy.proposal_withdrawn")
                        + told("policy.proposal_rejected"))
                .isEqualTo(1);
        assertThat(history()).hasSize(confirmed.succeeded() ? 1 : 0);
    }

    @Test
    void ofManyProposalsOneWaits() {
        List<Future<Changed>> tries = IntStream.range(0, 12)
                .mapToObj(i -> stage.bus()
                        .ask(Policies.CHANGE, change(Integer.toString(i + 1), null, i % 2 == 0 ? FIRST : SECOND, null)))
                .toList();
        Stage.wait(Future.join(tries).transform(done -> Future.succeededFuture()));

        assertThat(tries.stream().filter(Future::succeeded)).hasSize(1);
        assertThat(tries.stream()
                        .filter(Future::failed)
                        .map(failed -> Stage.refusalOf(failed).code()))
                .containsOnly("proposal_waits");
        assertThat(told("policy.proposed")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "budget'; drop table governance_policies; --", "Budget", "cost", "\u0000"})
    void aTypeThatIsNoneIsRefused(String type) {
        UUID id = UUID.randomUUID();

        assertThat(stage.refused(Policies.CONFIRM, new Policies.Confirm(AGENT, type, id, FIRST, null))
                        .fault())
                .isEqualTo(Fault.UNPROCESSABLE);
        assertThat(stage.refused(Policies.END, new Policies.End(AGENT, type, null, FIRST, null))
                        .fault())
                .isEqualTo(Fault.UNPROCESSABLE);
    }

    @Test
    void namesOfAgentsAreNothingButNames() {
        String agent = "'; drop table governance_console.policy_proposals; --";
        Changed proposed = stage.ask(
                Policies.CHANGE,
                new Policies.Change(agent, "budget", BUDGET.formatted("2"), null, "'); --", FIRST, null));

        assertThat(stage.ask(
                                Policies.CONFIRM,
                                new Policies.Confirm(
                                        agent, "budget", proposed.proposal().proposalId(), SECOND, null))
                        .policy()
                        .agentId())
                .isEqualTo(agent);
        assertThat(stage.refused(
                                Policies.CONFIRM,
                                new Policies.Confirm("a".repeat(257), "budget", UUID.randomUUID(), SECOND, null))
                        .fault())
                .isEqualTo(Fault.UNPROCESSABLE);
    }
}

package dev.governance.console.policies;

import static dev.governance.console.testing.People.ADMIN;
import static dev.governance.console.testing.People.OTHER_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.Redaction;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Policies;
import dev.governance.console.contract.Policies.Changed;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.PolicyChange;
import dev.governance.console.wire.PolicyRow;
import dev.governance.console.wire.ScopedToken;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Policies are read, changed by one of those who want to, and remembered whoever changed them. */
class PoliciesTest {
    private static final String SCOPE = """
            {"allowed_tools": ["refund"], "allowed_apis": [], "hidden_tools": [], "allowed_models": ["gpt-4o"]}""";
    private static final String BUDGET = """
            {"per_session_usd": 2, "per_session_tokens": null, "per_agent_usd_daily": %s,
             "per_agent_tokens_daily": null, "per_session_seconds": null}""";

    private Stage stage;

    @BeforeEach
    void deploy() {
        stage = Stage.open();
        stage.deploy(new PoliciesVerticle(
                stage.bus(), stage.database(), stage.ledger(), new Redaction(Set.of())::json, List.of()));
        stage.signIn(ADMIN, OTHER_ADMIN);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void write(String agent, String type, String json) {
        stage.execute(
                "insert into governance_policies (agent_id, policy_type, policy_json) values (?, ?, ?::jsonb)"
                        + " on conflict (agent_id, policy_type) do update set policy_json = excluded.policy_json,"
                        + " updated_at = now()",
                agent,
                type,
                json);
    }

    private PolicyRow row(String agent, String type) {
        return stage.ask(Policies.OF_AGENT, new Policies.Of(agent)).policies().stream()
                .filter(policy -> policy.policyType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static Policies.Change change(
            String agent, String type, String json, @Nullable String version, Caller by, @Nullable UUID key) {
        return new Policies.Change(agent, type, json, version, "spends too much", by, key);
    }

    private static Policies.Change change(String agent, String type, String json, @Nullable String version) {
        return change(agent, type, json, version, ADMIN, null);
    }

    private Changed store(String agent, String type, String json, @Nullable String version) {
        return stage.ask(Policies.CHANGE, change(agent, type, json, version));
    }

    private List<PolicyChange> history(String agent, String type) {
        return stage.ask(Policies.HISTORY, new Policies.Past(agent, type, null, 100))
                .changes();
    }

    private String stored(String agent, String type) {
        return (String) stage.one(
                        "select policy_json::text as policy from governance_policies where agent_id = ? and policy_type = ?",
                        agent,
                        type)
                .get("policy");
    }

    private List<String> told(String kind) {
        return stage
                .rows(
                        "select metadata_json::text as told from governance_audit_events where kind = ? order by chain_seq",
                        kind)
                .stream()
                .map(row -> (String) row.get("told"))
                .toList();
    }

    @Test
    void listsOfAScopeStandBesideWhatElseThePolicySaysAndSecretsNowhere() {
        write("b", "scope", "{\"agent_id\": \"b\", \"allowed_tools\": [\"refund\"], \"hidden_tools\": []}");
        write("a", "budget", "{\"per_session_usd\": 1.5, \"alert_webhook_secret\": \"hush\"}");
        write("a", "odd", "[1, 2]");

        List<PolicyRow> all =
                stage.ask(Policies.ALL, new Policies.All(null, 10)).policies();

        assertThat(all).extracting(PolicyRow::agentId).containsExactly("a", "a", "b");
        assertThat(all.get(0).policy().toString()).isEqualTo("{\"per_session_usd\":1.5}");
        assertThat(all.get(1).policy().toString()).isEqualTo("[1,2]");
        PolicyRow scope = all.get(2);
        assertThat(scope.policy().toString()).isEqualTo("{\"agent_id\":\"b\"}");
        assertThat(scope.allowedTools()).containsExactly("refund");
        assertThat(scope.hiddenTools()).isEmpty();
        assertThat(scope.allowedApis()).isNull();
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrOverlap() {
        IntStream.range(0, 7).forEach(i -> write("agent-" + i % 4, "type-" + i, "{}"));

        Policies.Page first = stage.ask(Policies.ALL, new Policies.All(null, 3));
        Policies.Page second = stage.ask(Policies.ALL, new Policies.All(first.nextCursor(), 3));
        Policies.Page third = stage.ask(Policies.ALL, new Policies.All(second.nextCursor(), 3));

        assertThat(first.policies()).extracting(PolicyRow::policyType).containsExactly("type-0", "type-4", "type-1");
        assertThat(second.policies()).extracting(PolicyRow::policyType).containsExactly("type-5", "type-2", "type-6");
        assertThat(third.policies()).extracting(PolicyRow::policyType).containsExactly("type-3");
        assertThat(third.nextCursor()).isNull();
        assertThat(stage.refused(Policies.ALL, new Policies.All("' or true --", 3))
                        .code())
                .isEqualTo("invalid_cursor");
    }

    /** A few bytes of JSONB print as 131,072 digits, and a page of them would be gigabytes. */
    @Test
    void policiesThatTakeTooMuchAreToldWithoutWhatTheySay() {
        write("bomb", "budget", "{\"per_session_usd\": 1e131071}");
        stage.execute("insert into governance_policies select 'big-' || to_char(n, 'FM00'), 'scope',"
                + " jsonb_build_object('allowed_tools', jsonb_build_array(repeat(md5(n::text), 6000)))"
                + " from generate_series(1, 30) n");

        List<PolicyRow> all =
                stage.ask(Policies.ALL, new Policies.All(null, 100)).policies();

        assertThat(all).hasSize(31);
        assertThat(all.get(0).allowedTools()).hasSize(1);
        assertThat(all.get(29).policy().toString()).contains("governance.unreadable");
        assertThat(all.stream().mapToLong(policy -> Json.write(policy).length()).sum())
                .isLessThan(5_000_000);
    }

    @Test
    void aChangeIsStoredAndToldWithBothSides() {
        write("refund", "scope", "{\"agent_id\": \"refund\", \"allowed_tools\": [\"lookup\"]}");

        Changed changed = store("refund", "scope", SCOPE, row("refund", "scope").version());

        assertThat(changed.done()).isTrue();
        assertThat(changed.policy().allowedTools()).containsExactly("refund");
        assertThat(stored("refund", "scope"))
                .isEqualTo("{\"agent_id\": \"refund\", \"allowed_apis\": [], \"hidden_tools\": [],"
                        + " \"allowed_tools\": [\"refund\"], \"allowed_models\": [\"gpt-4o\"]}");
        assertThat(told("console.policy_changed"))
                .singleElement()
                .asString()
                .contains(
                        "\"by\": \"operator-1\"",
                        "\"reason\": \"spends too much\"",
                        "\"before\": {\"agent_id\": \"refund\", \"allowed_tools\": [\"lookup\"]}",
                        "\"after\": {\"agent_id\": \"refund\", \"allowed_apis\": []");
        PolicyChange last = history("refund", "scope").get(0);
        assertThat(last.summary()).isEqualTo("changed by operator-1");
        assertThat(last.reason()).isEqualTo("spends too much");
        assertThat(last.eventId()).isEqualTo(changed.eventId());
        assertThat(stage.verdict(AuditEntry.CONSOLE_SESSION).isVerified()).isTrue();
    }

    @Test
    void whatChangedMeanwhileIsAnsweredAndNotOverwritten() {
        write("refund", "scope", "{\"allowed_tools\": [\"lookup\"]}");
        String seen = row("refund", "scope").version();
        write("refund", "scope", "{\"allowed_tools\": [\"other\"]}");

        Changed overtaken = store("refund", "scope", SCOPE, seen);
        Changed unseen = store("refund", "scope", SCOPE, null);

        assertThat(overtaken.done()).isFalse();
        assertThat(overtaken.policy().allowedTools()).containsExactly("other");
        assertThat(unseen.policy().version()).isEqualTo(overtaken.policy().version());
        assertThat(stored("refund", "scope")).isEqualTo("{\"allowed_tools\": [\"other\"]}");
        assertThat(told("console.policy_changed")).isEmpty();
        assertThat(told("console.refused")).singleElement().asString().contains("changed_meanwhile");
    }

    @Test
    void whatAgentsRegisterAgainAtTheirStartIsNoChange() {
        write("refund", "scope", "{\"allowed_tools\": [\"lookup\"]}");
        String seen = row("refund", "scope").version();
        write("refund", "scope", "{\"allowed_tools\": [\"lookup\"]}");

        assertThat(store("refund", "scope", SCOPE, seen).done()).isTrue();
        assertThat(history("refund", "scope")).extracting(PolicyChange::deed).containsExactly("changed", "created");
    }

    @Test
    void ofManyAtOnceOneWins() {
        write("refund", "budget", "{\"per_session_usd\": 1}");
        String seen = row("refund", "budget").version();

        List<Future<Changed>> tries = IntStream.range(0, 12)
                .mapToObj(i -> stage.bus()
                        .ask(
                                Policies.CHANGE,
                                change(
                                        "refund",
                                        "budget",
                                        BUDGET.formatted(i),
                                        seen,
                                        i % 2 == 0 ? ADMIN : OTHER_ADMIN,
                                        null)))
                .toList();

        assertThat(tries.stream().filter(one -> Stage.wait(one).done())).hasSize(1);
        assertThat(told("console.policy_changed")).hasSize(1);
        assertThat(history("refund", "budget")).hasSize(2);
    }

    @Test
    void ofManyWhoStoreTheFirstOneOneWins() {
        List<Future<Changed>> tries = IntStream.range(0, 8)
                .mapToObj(i -> stage.bus().ask(Policies.CHANGE, change("new", "budget", BUDGET.formatted(i), null)))
                .toList();

        assertThat(tries.stream().filter(one -> Stage.wait(one).done())).hasSize(1);
        assertThat(history("new", "budget")).extracting(PolicyChange::deed).containsExactly("created");
    }

    @Test
    void aSecondTryUnderTheSameKeyGetsTheFirstAnswer() {
        UUID key = UUID.randomUUID();
        Policies.Change change = change("new", "scope", SCOPE, null, ADMIN, key);

        Changed first = stage.ask(Policies.CHANGE, change);
        Changed second = stage.ask(Policies.CHANGE, change);

        assertThat(second).isEqualTo(first);
        assertThat(told("console.policy_changed")).hasSize(1);
        for (Policies.Change other : List.of(
                change("new", "scope", SCOPE.replace("refund", "wire"), null, ADMIN, key),
                change("new", "scope", SCOPE, first.policy().version(), ADMIN, key))) {
            assertThat(stage.refused(Policies.CHANGE, other).code()).isEqualTo("key_reused");
        }
    }

    @Test
    void whoMayNoLongerEditPoliciesChangesNone() {
        stage.execute("update governance_console_users set role = 'viewer' where user_id = ?", ADMIN.userId());
        stage.execute(
                "update governance_console.sessions set ended_at = now(), ended_reason = 'signed_out'"
                        + " where session_id = ?",
                OTHER_ADMIN.sessionId());

        Refusal demoted = stage.refused(Policies.CHANGE, change("new", "scope", SCOPE, null));
        Refusal signedOut = stage.refused(Policies.CHANGE, change("new", "scope", SCOPE, null, OTHER_ADMIN, null));

        assertThat(List.of(demoted.code(), signedOut.code())).containsOnly("not_signed_in");
        assertThat(stage.rows("select 1 from governance_policies")).isEmpty();
        assertThat(told("console.policy_changed")).isEmpty();
    }

    @Test
    void aTokenThatWasRevokedMeanwhileChangesNoPolicy() {
        UUID token = UUID.randomUUID();
        stage.execute(
                "insert into governance_console.api_tokens (token_id, token_hash, user_id, name, scopes, expires_at)"
                        + " values (?, repeat('0', 64), ?, 'ci', array['policies.edit'], now() + interval '1 hour')",
                token,
                ADMIN.userId());
        Caller script = new Caller(
                ADMIN.userId(), ADMIN.username(), ADMIN.role(), null, new ScopedToken(token, Set.of("policies.edit")));

        assertThat(stage.ask(Policies.CHANGE, change("new", "scope", SCOPE, null, script, null))
                        .done())
                .isTrue();
        stage.execute("update governance_console.api_tokens set revoked_at = now()");
        Refusal revoked =
                stage.refused(Policies.CHANGE, change("new", "budget", BUDGET.formatted("7"), null, script, null));

        assertThat(revoked.code()).isEqualTo("not_signed_in");
        assertThat(stage.rows("select 1 from governance_policies")).hasSize(1);
    }

    @Test
    void whatAWebhookNeedsStaysAndIsToldNowhere() {
        write(
                "refund",
                "budget",
                "{\"per_agent_usd_daily\": 5, \"alert_webhook_url\": \"https://hook.example/T0/hush-path\","
                        + " \"alert_webhook_secret\": \"hush-hush\", \"alert_threshold_pct\": 80}");
        String seen = row("refund", "budget").version();

        Refusal withoutCap = stage.refused(Policies.CHANGE, change("refund", "budget", BUDGET.formatted("null"), seen));
        store("refund", "budget", BUDGET.formatted("7.25"), seen);

        assertThat(withoutCap.reason()).startsWith("policy.per_agent_usd_daily is needed");
        assertThat(stored("refund", "budget"))
                .contains(
                        "\"alert_webhook_url\": \"https://hook.example/T0/hush-path\"",
                        "\"alert_webhook_secret\": \"hush-hush\"",
                        "\"alert_threshold_pct\": 80",
                        "\"per_session_usd\": 2.0",
                        "\"per_agent_usd_daily\": 7.25");
        assertThat(List.of(
                        told("console.policy_changed").toString(),
                        row("refund", "budget").toString(),
                        history("refund", "budget").toString(),
                        stage.rows("select policy::text as policy from governance_console.policy_changes")
                                .toString()))
                .allMatch(shown -> shown.contains("per_agent_usd_daily"))
                .noneMatch(shown -> shown.contains("hook.example") || shown.contains("hush"));
    }

    @Test
    void whoeverChangesAPolicyIsInItsHistory() {
        write("refund", "scope", "{\"allowed_tools\": []}");
        write("refund", "scope", "{\"allowed_tools\": [\"a\"]}");
        stage.execute("update governance_policies set agent_id = 'moved'");
        stage.execute("delete from governance_policies");
        write("refund", "scope", "{\"allowed_tools\": [\"b\"]}");
        stage.execute("truncate governance_policies");

        assertThat(history("refund", "scope"))
                .extracting(PolicyChange::deed)
                .containsExactly("deleted", "created", "deleted", "changed", "created");
        assertThat(history("moved", "scope")).extracting(PolicyChange::deed).containsExactly("deleted", "created");
        assertThat(history("refund", "scope"))
                .allMatch(PolicyChange::outside)
                .allMatch(change -> change.summary()
                        .equals(change.deed() + " outside the console by the database role "
                                + stage.url().user()));
        assertThat(history("refund", "scope").get(0).policy()).isNull();
        assertThat(history("refund", "scope").get(3).policy().toString()).isEqualTo("{\"allowed_tools\":[\"a\"]}");
    }

    @Test
    void withoutTheTriggerNothingIsChanged() {
        write("refund", "scope", "{}");
        String seen = row("refund", "scope").version();
        stage.execute("alter table governance_policies disable trigger governance_console_policy_changed");

        Refusal refusal = stage.refused(Policies.CHANGE, change("refund", "scope", SCOPE, seen));

        assertThat(refusal.fault()).isEqualTo(Fault.UNAVAILABLE);
        assertThat(refusal.reason()).contains("governance_console_policy_changed");
        assertThat(stored("refund", "scope")).isEqualTo("{}");
        assertThat(told("console.policy_changed")).isEmpty();
    }

    @Test
    void whoFloodsTheHistoryPushesOutNoActOfAConsole() {
        store("refund", "scope", SCOPE, null);
        stage.execute("do $$ begin for n in 1..1300 loop update governance_policies"
                + " set policy_json = jsonb_build_object('n', n); end loop; end $$");

        assertThat(stage.one("select count(*) as n from governance_console.policy_changes")
                        .get("n"))
                .isEqualTo(1_002L);
        assertThat(stage.one(
                                "select count(*) as n from governance_console.policy_changes where changed_by = 'operator-1'")
                        .get("n"))
                .isEqualTo(1L);
        Policies.History first = stage.ask(Policies.HISTORY, new Policies.Past("refund", "scope", null, 100));
        Policies.History second =
                stage.ask(Policies.HISTORY, new Policies.Past("refund", "scope", first.nextCursor(), 100));
        assertThat(second.changes().get(0).policy().toString()).isEqualTo("{\"n\":1200}");
    }

    @Test
    void theSameAgainIsNoAct() {
        store("refund", "scope", SCOPE, null);

        Refusal refusal = stage.refused(
                Policies.CHANGE,
                change("refund", "scope", SCOPE, row("refund", "scope").version()));

        assertThat(refusal.code()).isEqualTo("unchanged");
        assertThat(told("console.policy_changed")).hasSize(1);
    }

    @Test
    void aLongPolicyIsToldInItsHistoryAlone() {
        String tools = String.join(
                "\", \"",
                IntStream.range(0, 1_000)
                        .mapToObj(i -> "a-tool-with-a-long-name-" + i)
                        .toList());

        store("refund", "scope", SCOPE.replace("refund", tools), null);

        assertThat(told("console.policy_changed")).singleElement().asString().contains("see the policy's history");
        assertThat(history("refund", "scope").get(0).policy().path("allowed_tools"))
                .hasSize(1_000);
    }

    /** Signed text is ASCII: each of these characters takes six bytes of it. */
    @Test
    void aPolicyInChineseIsStoredThoughItIsTooLongToBeTold() {
        store("refund", "scope", inChinese('一'), null);
        store("refund", "scope", inChinese('丁'), row("refund", "scope").version());

        assertThat(told("console.policy_changed"))
                .hasSize(2)
                .allMatch(event -> event.contains("\"after\": \"too long for this event"));
        assertThat(row("refund", "scope").allowedTools()).hasSize(300).allMatch(name -> name.startsWith("丁退"));
    }

    private static String inChinese(char first) {
        return SCOPE.replace(
                "refund",
                String.join(
                        "\", \"",
                        IntStream.range(0, 300)
                                .mapToObj(i -> first + "退".repeat(18) + (char) ('乀' + i))
                                .toList()));
    }

    @Test
    void whatNobodyCanReadIsReplaced() {
        write("long", "budget", "{\"alert_threshold_pct\": 1" + "0".repeat(1_001) + "}");
        write("deep", "budget", "{\"alert_threshold_pct\": " + "[".repeat(400) + "]".repeat(400) + "}");
        write("huge", "budget", "{\"per_session_usd\": 1e300}");
        write("null", "budget", "null");

        for (String agent : List.of("long", "deep", "huge", "null")) {
            Changed changed = store(
                    agent, "budget", BUDGET.formatted("7"), row(agent, "budget").version());

            assertThat(changed.done()).as(agent).isTrue();
            assertThat(changed.policy().policy().path("per_agent_usd_daily").asInt())
                    .as(agent)
                    .isEqualTo(7);
        }
    }
}

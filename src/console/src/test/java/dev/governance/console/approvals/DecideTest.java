package dev.governance.console.approvals;

import static dev.governance.console.approvals.GateRow.aGate;
import static dev.governance.console.testing.People.ADMIN;
import static dev.governance.console.testing.People.OTHER_ADMIN;
import static dev.governance.console.testing.People.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.ChainKey;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Approvals;
import dev.governance.console.contract.Approvals.Decide;
import dev.governance.console.contract.Approvals.Decided;
import dev.governance.console.testing.People;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.ScopedToken;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deciding one request: what is written, and every ground for refusal. */
class DecideTest {
    private static final ChainKey RETIRED = ChainKey.ofSecret("a-retired-secret-0123456789-abcdefgh");
    private static Stage stage;

    @BeforeAll
    static void deploy() {
        stage = ApprovalsStage.open(
                prefix -> Optional.of(RETIRED).filter(key -> key.prefix().equals(prefix)));
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void aGrantSettlesTheRowAndItsAuditRow() {
        GateRow gate = aGate(stage).insert();

        Decided decided = stage.ask(Approvals.DECIDE, grant(gate.id, ADMIN));

        assertThat(decided.resolution()).isEqualTo("granted");
        assertThat(row(gate))
                .containsEntry("resolution", "granted")
                .containsEntry("reviewer_id", ADMIN.userId())
                .containsEntry("rationale", null);
        assertThat(audited(gate))
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .containsEntry("agent_id", gate.agentId())
                        .containsEntry("kind", "approval.granted")
                        .containsEntry("by", "operator-1")
                        .containsEntry("request_id", gate.id.toString())
                        .containsEntry("gate_kind", "refund")
                        .containsEntry("approval_kind", "refund"));
        assertThat(stage.verdict(gate.session()).isVerified()).isTrue();
    }

    @Test
    void aDenialKeepsItsRationaleAndNamesTheDenier() {
        GateRow gate = aGate(stage).insert();

        stage.ask(Approvals.DECIDE, deny(gate.id, ADMIN, "  too much \u202e<img onerror=alert(1)>\u0000 😀\nask me "));

        assertThat(row(gate))
                .containsEntry("resolution", "denied")
                .containsEntry("rationale", "too much \u202e<img onerror=alert(1)> 😀\nask me");
        assertThat(audited(gate))
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .containsEntry("kind", "approval.denied")
                        .containsEntry("by", "operator-1")
                        .containsEntry("rationale", "too much \u202e<img onerror=alert(1)> 😀\\nask me"));
        assertThat(stage.verdict(gate.session()).isVerified()).isTrue();
    }

    @Test
    void aDenialNeedsARationaleOfTwoThousandCharactersAtMost() {
        GateRow gate = aGate(stage).insert();

        assertRefused(deny(gate.id, ADMIN, null), Fault.UNPROCESSABLE, "invalid_rationale");
        assertRefused(deny(gate.id, ADMIN, " \u200b\u0000 "), Fault.UNPROCESSABLE, "invalid_rationale");
        assertRefused(deny(gate.id, ADMIN, "\ud800 half"), Fault.UNPROCESSABLE, "invalid_rationale");
        assertRefused(deny(gate.id, ADMIN, "😀".repeat(2_001)), Fault.UNPROCESSABLE, "invalid_rationale");
        assertThat(row(gate)).containsEntry("resolution", null);

        stage.ask(Approvals.DECIDE, deny(gate.id, ADMIN, "\\".repeat(2_000)));
        assertThat(row(gate)).containsEntry("rationale", "\\".repeat(2_000));
        assertThat(stage.verdict(gate.session()).isVerified()).isTrue();
    }

    @Test
    void aViewerMayNotDecideAndLearnsNothing() {
        GateRow gate = aGate(stage).insert();

        assertRefused(grant(gate.id, VIEWER), Fault.FORBIDDEN, "role");
        assertRefused(grant(UUID.randomUUID(), VIEWER), Fault.FORBIDDEN, "role");
    }

    @Test
    void anUnknownRequestIsNotFound() {
        assertRefused(grant(UUID.randomUUID(), ADMIN), Fault.NOT_FOUND, "unknown");
    }

    @Test
    void aDecidedRequestSaysWhoDecidedAndWhen() {
        GateRow gate = aGate(stage).insert();
        stage.ask(Approvals.DECIDE, deny(gate.id, OTHER_ADMIN, "no"));
        stage.execute(
                "update governance_gates_pending set resolved_at = now() - interval '4 seconds' where request_id = ?",
                gate.id);

        Refusal refusal = stage.refused(Approvals.DECIDE, grant(gate.id, ADMIN));

        assertThat(refusal.fault()).isEqualTo(Fault.NOT_FOUND);
        assertThat(refusal.reason()).matches("operator-2 denied this [4-6] s ago");
    }

    @Test
    void anExpiredRequestConflicts() {
        GateRow gate = aGate(stage).expiring(Duration.ofMinutes(-3)).insert();

        Refusal refusal = stage.refused(Approvals.DECIDE, grant(gate.id, ADMIN));

        assertThat(refusal.code()).isEqualTo("expired");
        assertThat(refusal.reason()).isEqualTo("this request expired 3 min ago");
    }

    @Test
    void nobodyDecidesWhatTheirOwnAgentAsks() {
        GateRow byName = aGate(stage).operatedBy(" Operator-1 ").insert();
        GateRow byId = aGate(stage)
                .operatedBy(ADMIN.userId().toString().toUpperCase(Locale.ROOT))
                .insert();

        assertRefused(grant(byName.id, ADMIN), Fault.FORBIDDEN, "self_approval");
        assertRefused(deny(byId.id, ADMIN, "no"), Fault.FORBIDDEN, "self_approval");
        assertThat(stage.ask(Approvals.DECIDE, grant(byName.id, OTHER_ADMIN)).resolution())
                .isEqualTo("granted");
    }

    @Test
    void anAgentWithoutAnOperatorIsDecidedByNobody() {
        GateRow without = aGate(stage).operatedBy(null).insert();
        GateRow blank = aGate(stage).operatedBy("  ").insert();
        GateRow never = aGate(stage).insert();
        stage.execute("delete from governance_agent_presence where agent_id = ?", never.agentId());

        assertRefused(grant(without.id, ADMIN), Fault.FORBIDDEN, "operator_unknown");
        assertRefused(grant(blank.id, ADMIN), Fault.FORBIDDEN, "operator_unknown");
        assertRefused(grant(never.id, ADMIN), Fault.FORBIDDEN, "operator_unknown");
    }

    @Test
    void nobodyWhoWasItsOperatorSinceTheRequestDecides() {
        GateRow byName = aGate(stage).operatedBy("OPERATOR-1").insert();
        GateRow byId = aGate(stage).operatedBy(ADMIN.userId().toString()).insert();
        nowOperatedBy(byName, "somebody-else");
        nowOperatedBy(byId, null);
        nowOperatedBy(byId, "somebody-else");

        assertRefused(grant(byName.id, ADMIN), Fault.FORBIDDEN, "self_approval");
        assertRefused(deny(byId.id, ADMIN, "no"), Fault.FORBIDDEN, "self_approval");
        assertThat(stage.ask(Approvals.DECIDE, grant(byName.id, OTHER_ADMIN)).resolution())
                .isEqualTo("granted");
    }

    @Test
    void anAgentThatLeftAndCameBackHidesNoOperator() {
        GateRow gate = aGate(stage).operatedBy("operator-1").insert();
        stage.execute("delete from governance_agent_presence where agent_id = ?", gate.agentId());
        stage.execute(
                "insert into governance_agent_presence (agent_id, operator_id) values (?, 'somebody-else')",
                gate.agentId());

        assertRefused(grant(gate.id, ADMIN), Fault.FORBIDDEN, "self_approval");
    }

    @Test
    void whoOperatedTheAgentBeforeItAskedMayDecide() {
        GateRow gate = aGate(stage).operatedBy("operator-1").insert();
        nowOperatedBy(gate, "somebody-else");
        stage.execute(
                "update governance_console.agent_operators set until = until - interval '5 minutes' where agent_id = ?",
                gate.agentId());

        assertThat(stage.ask(Approvals.DECIDE, grant(gate.id, ADMIN)).resolution())
                .isEqualTo("granted");
    }

    @Test
    void aRequestThatSaysItComesFromTheFutureHidesNoOperator() {
        GateRow gate = aGate(stage).operatedBy("operator-1").insert();
        nowOperatedBy(gate, "somebody-else");
        stage.execute(
                "update governance_gates_pending set created_at = now() + interval '1 hour' where request_id = ?",
                gate.id);
        stage.execute(
                "update governance_console.agent_operators set until = until - interval '5 minutes' where agent_id = ?",
                gate.agentId());

        assertRefused(grant(gate.id, ADMIN), Fault.FORBIDDEN, "self_approval");
    }

    @Test
    void aKnownOperatorOfThePastIsNoneNow() {
        GateRow gate = aGate(stage).operatedBy("somebody-else").insert();
        nowOperatedBy(gate, null);

        assertRefused(grant(gate.id, ADMIN), Fault.FORBIDDEN, "operator_unknown");
    }

    @Test
    void anAgentOfAHundredOperatorsIsDecidedByNobody() {
        GateRow gate = aGate(stage).insert();
        for (int i = 0; i < 100; i++) {
            nowOperatedBy(gate, "operator-" + (i + 10));
        }

        assertRefused(grant(gate.id, ADMIN), Fault.FORBIDDEN, "operator_unknown");
    }

    @Test
    void anothersClaimKeepsAdminsAwayUntilTheySayWhyNot() {
        GateRow gate = aGate(stage)
                .claimedBy(UUID.randomUUID(), Duration.ofSeconds(10))
                .insert();

        assertRefused(grant(gate.id, ADMIN), Fault.FORBIDDEN, "claimed");
        assertRefused(new Decide(gate.id, ADMIN, true, null, " ", null), Fault.UNPROCESSABLE, "invalid_override");
        stage.ask(Approvals.DECIDE, new Decide(gate.id, ADMIN, true, null, "she is on leave", null));

        assertThat(row(gate)).containsEntry("reviewer_id", ADMIN.userId());
        assertThat(stage.one(
                        "select metadata_json ->> 'override' as override from governance_audit_events"
                                + " where session_id = ?",
                        gate.session()))
                .containsEntry("override", "she is on leave");
    }

    @Test
    void aClaimThatIsOverOrOnesOwnKeepsNobodyAway() {
        GateRow over = aGate(stage)
                .claimedBy(UUID.randomUUID(), Duration.ofSeconds(301))
                .insert();
        GateRow fromTheFuture =
                aGate(stage).claimedBy(UUID.randomUUID(), Duration.ofDays(-1)).insert();
        GateRow own =
                aGate(stage).claimedBy(ADMIN.userId(), Duration.ofSeconds(10)).insert();

        for (GateRow gate : List.of(over, fromTheFuture, own)) {
            assertThat(stage.ask(Approvals.DECIDE, grant(gate.id, ADMIN)).resolution())
                    .isEqualTo("granted");
        }
    }

    @Test
    void tokensOfBothVersionsAndOfARetiredKeyHold() {
        GateRow first = aGate(stage).withV1Token().insert();
        GateRow retired = aGate(stage).signedWith(RETIRED).insert();

        assertThat(stage.ask(Approvals.DECIDE, grant(first.id, ADMIN)).resolution())
                .isEqualTo("granted");
        assertThat(stage.ask(Approvals.DECIDE, grant(retired.id, ADMIN)).resolution())
                .isEqualTo("granted");
    }

    @Test
    void noTokenIsNoPermission() {
        GateRow empty = aGate(stage).withToken(token -> "").insert();
        GateRow blank = aGate(stage).withToken(token -> "  ").insert();

        assertRefused(grant(empty.id, ADMIN), Fault.INVALID, "token_invalid");
        assertRefused(deny(blank.id, ADMIN, "no"), Fault.INVALID, "token_invalid");
    }

    @Test
    void aForgedTokenIsRefused() {
        GateRow flipped = aGate(stage).withToken(DecideTest::flipped).insert();
        GateRow garbage = aGate(stage).withToken(token -> "v2:x").insert();
        GateRow otherSecret = aGate(stage)
                .withV1Token()
                .signedWith(ChainKey.ofSecret("another-secret-0123456789-abcdefgh"))
                .insert();
        GateRow unknownKey = aGate(stage)
                .signedWith(ChainKey.ofSecret("another-secret-0123456789-abcdefgh"))
                .insert();

        for (GateRow gate : List.of(flipped, garbage, otherSecret, unknownKey)) {
            assertRefused(grant(gate.id, ADMIN), Fault.INVALID, "token_invalid");
            assertThat(row(gate)).containsEntry("resolution", null);
            assertThat(audited(gate)).isEmpty();
        }
    }

    @Test
    void aTokenOfAnotherRequestActionOrTimeIsRefused() {
        GateRow model = aGate(stage).insert();
        String foreign = (String) row(model).get("token");
        GateRow copied = aGate(stage).withToken(token -> foreign).insert();
        GateRow action = aGate(stage).insert();
        stage.execute(
                "update governance_gates_pending set action_hash = ? where request_id = ?", "0".repeat(64), action.id);
        GateRow prolonged = aGate(stage).insert();
        stage.execute(
                "update governance_gates_pending set expires_at = expires_at + interval '1 day' where request_id = ?",
                prolonged.id);
        GateRow revived = aGate(stage).expiring(Duration.ofMinutes(-1)).insert();
        stage.execute(
                "update governance_gates_pending set expires_at = now() + interval '1 day' where request_id = ?",
                revived.id);

        assertThat(reason(copied)).endsWith("its token was made for another request");
        assertThat(reason(action)).endsWith("its token was made for another action");
        assertThat(reason(prolonged)).endsWith("its token expires at another time");
        assertThat(reason(revived)).endsWith("its token does not hold: expired");
    }

    @Test
    void aPayloadExchangedForAnotherIsRefused() {
        GateRow gate = aGate(stage).insert();
        stage.execute(
                "update governance_gates_pending set payload_json = '{\"args\":[1],\"kwargs\":{}}' where request_id ="
                        + " ?",
                gate.id);

        assertThat(reason(gate)).endsWith("what it shows is not what its token was made for");
        assertThat(row(gate)).containsEntry("resolution", null);
    }

    @Test
    void aPayloadWhoseNumbersTheDatabaseChangedIsTheSame() {
        // Python hashed {"amount":1e+16,"zero":-0.0}; JSONB gives back 10000000000000000 and 0.0.
        GateRow gate = aGate(stage)
                .payload("{\"zero\": -0.0, \"amount\": 1e16}")
                .hashedAs("ea998e6095a91aca8b8f55db0d7e8bb6ac93b028a955c5995ab62689eb9faf09")
                .insert();

        assertThat(stage.ask(Approvals.DECIDE, grant(gate.id, ADMIN)).resolution())
                .isEqualTo("granted");
    }

    @Test
    void aRequestWithoutAnObjectShowsNothingAndIsDecidedByItsHash() {
        GateRow gate = aGate(stage).payload("{}").insert();

        assertThat(stage.ask(Approvals.DECIDE, grant(gate.id, ADMIN)).resolution())
                .isEqualTo("granted");
    }

    @Test
    void aRefusalIsRecordedInTheConsolesOwnChainOncePerMinute() {
        Caller stubborn = People.person("stubborn", ADMIN.role());
        stage.signIn(stubborn);
        for (int i = 0; i < 5; i++) {
            stage.refused(Approvals.DECIDE, grant(UUID.randomUUID(), stubborn));
        }

        String sql = "select session_id, agent_id, metadata_json ->> 'act' as act,"
                + " metadata_json ->> 'refused_as' as refused_as, metadata_json ->> 'refused_so_far' as so_far"
                + " from governance_audit_events where kind = 'console.refused'"
                + " and metadata_json ->> 'user' = 'stubborn' order by chain_seq";
        Map<String, Object> first = stage.one(sql);
        assertThat(first)
                .containsEntry("agent_id", "governance-console")
                .containsEntry("act", "approvals.grant")
                .containsEntry("refused_as", "unknown")
                .containsEntry("so_far", "1");

        stage.execute(
                "update governance_console.refusals set logged_at = now() - interval '2 minutes' where user_id = ?",
                stubborn.userId());
        stage.refused(Approvals.DECIDE, grant(UUID.randomUUID(), stubborn));
        assertThat(stage.rows(sql)).extracting(row -> row.get("so_far")).containsExactly("1", "6");
        assertThat(stage.verdict((UUID) first.get("session_id")).isVerified()).isTrue();
    }

    @Test
    void aRefusalOnAnotherGroundIsRecordedAtOnce() {
        Caller stubborn = People.person("stubborn-too", ADMIN.role());
        stage.signIn(stubborn);
        GateRow own = aGate(stage).operatedBy("stubborn-too").insert();
        stage.refused(Approvals.DECIDE, grant(UUID.randomUUID(), stubborn));

        assertRefused(grant(own.id, stubborn), Fault.FORBIDDEN, "self_approval");

        assertThat(stage.rows("select metadata_json ->> 'refused_as' as ground, metadata_json ->> 'subject' as subject"
                        + " from governance_audit_events where kind = 'console.refused'"
                        + " and metadata_json ->> 'user' = 'stubborn-too' order by chain_seq"))
                .extracting(row -> row.get("ground"))
                .containsExactly("unknown", "self_approval");
    }

    @Test
    void whoLostTheSessionOrTheRoleBeforeTheirTurnDecidesNothing() {
        GateRow gate = aGate(stage).insert();
        Caller signedOut = People.person("signed-out", ADMIN.role());
        Caller demoted = People.person("demoted", ADMIN.role());
        Caller gone = People.person("gone", ADMIN.role());
        stage.signIn(signedOut, demoted);
        stage.execute(
                "update governance_console.sessions set ended_at = now(), ended_reason = 'revoked' where user_id = ?",
                signedOut.userId());
        stage.execute("update governance_console_users set role = 'viewer' where user_id = ?", demoted.userId());

        for (Caller by : List.of(signedOut, demoted, gone)) {
            assertRefused(grant(gate.id, by), Fault.UNAUTHENTICATED, "not_signed_in");
        }
        assertThat(row(gate)).containsEntry("resolution", null);
    }

    @Test
    void aTokenDecidesWhileItHoldsAndNeverForItsOwnersAgent() {
        Caller owner = People.person("owner", ADMIN.role());
        stage.signIn(owner);
        UUID token = UUID.randomUUID();
        stage.execute(
                "insert into governance_console.api_tokens (token_id, token_hash, user_id, name, scopes, expires_at)"
                        + " values (?, encode(sha256(?::text::bytea), 'hex'), ?, 'script', '{approvals.decide}',"
                        + " now() + interval '1 hour')",
                token,
                token,
                owner.userId());
        Caller script = new Caller(
                owner.userId(),
                owner.username(),
                owner.role(),
                null,
                new ScopedToken(token, Set.of("approvals.decide")));
        GateRow another = aGate(stage).insert();
        GateRow own = aGate(stage).operatedBy("OWNER").insert();
        GateRow late = aGate(stage).insert();

        stage.ask(Approvals.DECIDE, grant(another.id, script));
        assertRefused(grant(own.id, script), Fault.FORBIDDEN, "self_approval");
        stage.execute("update governance_console.api_tokens set revoked_at = now() where token_id = ?", token);
        assertRefused(grant(late.id, script), Fault.UNAUTHENTICATED, "not_signed_in");

        assertThat(stage.one(
                        "select metadata_json ->> 'access_id' as token from governance_audit_events"
                                + " where session_id = ?",
                        another.session()))
                .containsEntry("token", token.toString());
        assertThat(stage.one(
                        "select decided_by, token_id from governance_console.decisions where request_id = ?",
                        another.id))
                .containsEntry("decided_by", "owner")
                .containsEntry("token_id", token);
    }

    @ParameterizedTest
    @CsvSource({
        "straße, STRASSE",
        "josé, jose\u0301",
        "olga, '\u00a0olga\u200b'",
        "fullwidth, \uff46ullwidth",
        "kelvin, \u212Aelvin"
    })
    void anotherSpellingOfOnesNameIsOnesName(String username, String operator) {
        Caller by = People.person(username, ADMIN.role());
        stage.signIn(by);
        try {
            GateRow gate = aGate(stage).operatedBy(operator).insert();

            assertRefused(grant(gate.id, by), Fault.FORBIDDEN, "self_approval");
        } finally {
            stage.execute("delete from governance_console_users where user_id = ?", by.userId());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200b", "\u00a0", "\ufeff\u2060"})
    void anOperatorThatNobodyCanSeeIsNone(String operator) {
        GateRow gate = aGate(stage).operatedBy(operator).insert();

        assertRefused(grant(gate.id, ADMIN), Fault.FORBIDDEN, "operator_unknown");
    }

    @Test
    void theSameKeyWithOtherWordsIsAnotherAct() {
        GateRow gate = aGate(stage).insert();
        UUID key = UUID.randomUUID();
        stage.ask(Approvals.DECIDE, new Decide(gate.id, ADMIN, false, "too much", null, key));

        stage.ask(Approvals.DECIDE, new Decide(gate.id, ADMIN, false, " too much ", null, key));
        assertRefused(new Decide(gate.id, ADMIN, false, "too late", null, key), Fault.CONFLICT, "key_reused");
    }

    private static String flipped(String token) {
        char last = token.charAt(token.length() - 1);
        return token.substring(0, token.length() - 1) + (last == '0' ? '1' : '0');
    }

    private static String reason(GateRow gate) {
        Refusal refusal = stage.refused(Approvals.DECIDE, grant(gate.id, ADMIN));
        assertThat(refusal.code()).isEqualTo("token_invalid");
        return refusal.reason();
    }

    private static void assertRefused(Decide decide, Fault fault, String code) {
        Refusal refusal = stage.refused(Approvals.DECIDE, decide);
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.fault()).isEqualTo(fault);
    }

    private static Decide grant(UUID id, Caller by) {
        return new Decide(id, by, true, null, null, null);
    }

    private static Decide deny(UUID id, Caller by, String rationale) {
        return new Decide(id, by, false, rationale, null, null);
    }

    private static void nowOperatedBy(GateRow gate, String operator) {
        stage.execute(
                "update governance_agent_presence set operator_id = ? where agent_id = ?", operator, gate.agentId());
    }

    private static Map<String, Object> row(GateRow gate) {
        return stage.one("select * from governance_gates_pending where request_id = ?", gate.id);
    }

    private static List<Map<String, Object>> audited(GateRow gate) {
        return stage.rows(
                "select agent_id, kind, coalesce(metadata_json ->> 'granted_by', metadata_json ->> 'denied_by') as by,"
                        + " metadata_json ->> 'request_id' as request_id, metadata_json ->> 'gate_kind' as gate_kind,"
                        + " metadata_json ->> 'approval_kind' as approval_kind,"
                        + " metadata_json ->> 'rationale' as rationale"
                        + " from governance_audit_events where session_id = ? order by chain_seq",
                gate.session());
    }
}

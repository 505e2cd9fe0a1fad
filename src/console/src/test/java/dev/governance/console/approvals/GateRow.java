package dev.governance.console.approvals;

import dev.governance.chain.CanonicalJson;
import dev.governance.chain.ChainKey;
import dev.governance.chain.GateToken;
import dev.governance.chain.PayloadHash;
import dev.governance.chain.Timestamps;
import dev.governance.console.testing.Stage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A request as an SDK writes it; each part can be made wrong. */
public final class GateRow {
    public final UUID id = UUID.randomUUID();
    private final Stage stage;
    private String agentId = "agent-" + id;
    private String operatorId = "somebody-else";
    private String kind = "refund";
    private String payload = "{\"args\":[49],\"kwargs\":{}}";
    private String actionHash = "14e4aa29009cf523e10ff161c448dd35fcd1a794ef693e333a8e3dff2480b7e8";
    private Instant expiresAt = Timestamps.now(Clock.systemUTC()).plus(Duration.ofHours(1));
    private UUID reviewerId;
    private Instant reviewingSince;
    private UnaryOperator<String> token = UnaryOperator.identity();
    private ChainKey key;
    private boolean first;

    private GateRow(Stage stage) {
        this.stage = stage;
        this.key = stage.key();
    }

    public static GateRow aGate(Stage stage) {
        return new GateRow(stage);
    }

    public GateRow of(String agent) {
        agentId = agent;
        return this;
    }

    public GateRow ofKind(String name) {
        kind = name;
        return this;
    }

    public GateRow operatedBy(String operator) {
        operatorId = operator;
        return this;
    }

    public GateRow payload(String json) {
        payload = json;
        actionHash = PayloadHash.of(CanonicalJson.parse(json));
        return this;
    }

    GateRow hashedAs(String hash) {
        actionHash = hash;
        return this;
    }

    public GateRow expiring(Duration in) {
        expiresAt = Timestamps.now(Clock.systemUTC()).plus(in);
        return this;
    }

    public GateRow claimedBy(UUID reviewer, Duration ago) {
        reviewerId = reviewer;
        reviewingSince = Instant.now().minus(ago);
        return this;
    }

    GateRow signedWith(ChainKey other) {
        key = other;
        return this;
    }

    GateRow withV1Token() {
        first = true;
        return this;
    }

    public GateRow withToken(UnaryOperator<String> change) {
        token = change;
        return this;
    }

    public String agentId() {
        return agentId;
    }

    UUID session() {
        return ApprovalStore.session(id);
    }

    /** Names an owner of the agent, as an admin does. */
    public GateRow ownedBy(String owner) {
        stage.execute(
                "insert into governance_console.owned_agents (agent_id, version, changed_by, changed_by_id)"
                        + " values (?, 1, 'an-admin', ?)",
                agentId,
                id);
        stage.execute(
                "insert into governance_console.agent_owners (agent_id, owner, set_by, set_by_id)"
                        + " values (?, ?, 'an-admin', ?)",
                agentId,
                owner,
                id);
        return this;
    }

    /** Grants it for the first time, once it is inserted. */
    public GateRow grantedFirstBy(UUID userId, String username) {
        stage.execute(
                "insert into governance_console.first_grants (request_id, granted_by, granted_by_id, seen) select"
                        + " gate.request_id, ?, ?, " + FirstGrantStore.seen("gate")
                        + " from governance_gates_pending gate where request_id = ?",
                username,
                userId,
                id);
        return this;
    }

    public GateRow insert() {
        GateToken made = new GateToken(id, actionHash, expiresAt);
        stage.execute(
                "insert into governance_gates_pending (request_id, agent_id, kind, action_hash, token, expires_at,"
                        + " payload_json, reviewer_id, reviewing_since) values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)",
                id,
                agentId,
                kind,
                actionHash,
                token.apply(first ? made.mintV1(key) : made.mintV2(key)),
                Stage.time(expiresAt),
                payload,
                reviewerId,
                reviewingSince == null ? null : Stage.time(reviewingSince));
        stage.execute(
                "insert into governance_agent_presence (agent_id, operator_id) values (?, ?)"
                        + " on conflict (agent_id) do nothing",
                agentId,
                operatorId);
        return this;
    }
}

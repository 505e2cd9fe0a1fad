package dev.governance.sdk;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainKey;
import dev.governance.chain.KeyMaterial;
import dev.governance.chain.SessionIds;
import dev.governance.chain.Timestamps;
import dev.governance.sdk.DecisionStore.Waiting;
import dev.governance.sdk.degraded.RowSigner;
import dev.governance.sdk.errors.GateException;
import dev.governance.sdk.errors.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What a person does to agents, for programs of people that are not the console. It grants, denies and halts, so keep it
 * out of every process in which an agent runs; {@link Governance} has none of it. Lifting a halt needs the operator's
 * password, so only the console does it. Safe from any thread.
 *
 * <p>Each act and its audit event are stored together or not at all, in the chains in which the console records its own.
 */
public final class Operator {
    private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(4);
    private static final int RATIONALE = 2_000;

    private final String name;
    private final Store store;
    private final AuditStore rows;
    private final ChainKey key;
    private final KeyMaterial material = new KeyMaterial(System.getenv());

    /**
     * Opens no connection yet.
     *
     * @param name who acts, 1 to 256 characters, as it is recorded; the console's user name, where there is one
     * @param dataSource may write approvals, presence and audit; for halts on hardened roles the privileged one
     * @param auditSecret the text of {@code GOVERNANCE_AUDIT_SECRET}
     * @throws IllegalArgumentException when the name is blank or too long
     * @throws dev.governance.chain.WeakSecretException when the secret is short or weak
     */
    public Operator(String name, DataSource dataSource, String auditSecret) {
        this.name = Fields.name("an operator's name", name.strip(), Fields.AGENT);
        this.key = ChainKey.ofSecret(auditSecret);
        this.store = new Store(dataSource, QUERY_TIMEOUT);
        this.rows = new AuditStore(new RowSigner(key, null), LOCK_TIMEOUT);
    }

    /**
     * Lets an agent do what it asked for, once.
     *
     * @param rationale why, at most 2,000 characters; null without one
     * @throws GateException when the request is unknown, decided or expired, is not what its token was made for, or the
     *     agent is run by this operator or by nobody who is known
     * @throws IllegalArgumentException when the rationale is too long
     * @throws StoreException when the database did not take it
     * @throws dev.governance.sdk.errors.KeyRotatedException when the secret was rotated out
     */
    public void grant(UUID requestId, @Nullable String rationale) {
        decide(requestId, "granted", rationale == null ? null : Fields.name("a rationale", rationale, RATIONALE));
    }

    /**
     * Keeps an agent from what it asked for.
     *
     * @param rationale why, 1 to 2,000 characters: its developer is told
     * @throws GateException as {@link #grant} does
     * @throws IllegalArgumentException when the rationale is blank or too long
     * @throws StoreException when the database did not take it
     * @throws dev.governance.sdk.errors.KeyRotatedException when the secret was rotated out
     */
    public void deny(UUID requestId, String rationale) {
        decide(requestId, "denied", Fields.name("a rationale", rationale, RATIONALE));
    }

    private void decide(UUID requestId, String resolution, @Nullable String rationale) {
        run("approval " + requestId + " could not be decided", connection -> {
            Waiting waiting = DecisionStore.find(connection, requestId)
                    .orElseThrow(() -> new GateException(requestId, "is unknown"));
            refuse(waiting);
            if (!DecisionStore.settle(connection, requestId, resolution, rationale)) {
                throw new GateException(requestId, "expired meanwhile");
            }
            record(connection, decision(waiting, resolution, rationale));
            return true;
        });
    }

    private void refuse(Waiting waiting) {
        UUID requestId = waiting.proof().requestId();
        if (waiting.decided()) {
            throw new GateException(requestId, "was decided before: " + waiting.resolution());
        }
        if (waiting.expired()) {
            throw new GateException(requestId, "expired");
        }
        String runBy = waiting.operatorId() == null ? "" : waiting.operatorId().strip();
        if (runBy.isEmpty()) {
            throw new GateException(requestId, "cannot be decided here: nobody knows who runs its agent");
        }
        if (runBy.equalsIgnoreCase(name)) {
            throw new GateException(requestId, "cannot be decided by " + name + ", who runs its agent");
        }
        waiting.proof().fault(key, material::byPrefix, waiting.now()).ifPresent(why -> {
            throw new GateException(requestId, "cannot be trusted: " + why);
        });
    }

    private AuditEvent decision(Waiting waiting, String resolution, @Nullable String rationale) {
        UUID requestId = waiting.proof().requestId();
        AuditEvent decided = AuditEvent.of(waiting.agentId(), "approval." + resolution)
                .session(SessionIds.md5(requestId.toString()))
                .with("request_id", requestId.toString())
                .with("gate_kind", waiting.kind())
                .with("approval_kind", waiting.kind())
                .with(resolution + "_by", name);
        return rationale == null ? decided : decided.with("rationale", rationale);
    }

    /**
     * Stops an agent on every enforcement path, also one that was never seen.
     *
     * @param agentId 1 to 256 characters
     * @param reason why, 1 to 512 characters: the agent's exception tells it
     * @return false when it is halted already, and stays so
     * @throws IllegalArgumentException when the agent or the reason is blank or too long
     * @throws StoreException when the database did not take it: NOTHING WAS HALTED
     * @throws dev.governance.sdk.errors.KeyRotatedException when the secret was rotated out: nothing was halted
     */
    public boolean halt(String agentId, String reason) {
        return run(
                "NOTHING WAS HALTED: the halt of " + agentId + " could not be stored",
                connection -> HaltMarkerStore.halt(connection, agentId, name, reason, this::record));
    }

    private void record(Connection connection, AuditEvent event) throws SQLException {
        rows.append(
                connection,
                new ChainEvent(
                        UUID.randomUUID(),
                        Objects.requireNonNull(event.sessionId()),
                        Fields.clean(event.agentId(), Fields.AGENT),
                        null,
                        event.kind(),
                        null,
                        null,
                        null,
                        Fields.metadata(event.metadata()),
                        null,
                        Timestamps.now(Clock.systemUTC())));
    }

    private <T> T run(String otherwise, Store.Work<T> work) {
        try {
            return store.transaction(work);
        } catch (SQLException e) {
            throw new StoreException(otherwise, e);
        }
    }
}

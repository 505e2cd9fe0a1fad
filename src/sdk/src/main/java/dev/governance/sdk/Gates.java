package dev.governance.sdk;

import dev.governance.chain.CanonicalJson;
import dev.governance.chain.ChainKey;
import dev.governance.chain.GateToken;
import dev.governance.chain.PayloadHash;
import dev.governance.chain.Timestamps;
import dev.governance.sdk.errors.StoreException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Lets agents ask a person before they act. Granting is not theirs: it is done in the console. Safe from any thread. */
public final class Gates {
    /** How long {@link #await(PendingApproval)} waits: 10 minutes. */
    public static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Store store;
    private final Halts halts;
    private final Audit audit;
    private final ChainKey key;
    private final Clock clock;
    private final GateWait wait;

    Gates(Store store, Halts halts, Audit audit, ChainKey key, Clock clock) {
        this.store = store;
        this.halts = halts;
        this.audit = audit;
        this.key = key;
        this.clock = clock;
        this.wait = new GateWait(store, halts);
    }

    /**
     * Asks. The request and its {@code approval.requested} event are stored together or not at all.
     *
     * @throws dev.governance.sdk.errors.AgentHaltedException when a person halted the agent
     * @throws dev.governance.sdk.errors.HaltUnknownException when that could not be read for 5 s
     * @throws IllegalArgumentException when the payload is over its limit
     * @throws StoreException when it was not stored: nobody was asked
     * @throws dev.governance.sdk.errors.KeyRotatedException when this process signs with a key that was rotated out: nobody
     *     was asked
     */
    public PendingApproval request(ApprovalRequest request) {
        halts.check(request.agentId(), EnforcementPaths.GATES);
        String payload = PlainJson.write(PlainJson.copy(request.payload()));
        String canonical = CanonicalJson.canonical(payload);
        if (canonical.length() > PayloadHash.LIMIT) { // canonical JSON is ASCII; the hash would not cover the rest
            throw new IllegalArgumentException("an approval's payload takes at most " + PayloadHash.LIMIT + " bytes");
        }
        Instant expiresAt = Timestamps.now(clock).plus(request.expiresIn());
        PendingApproval approval = new PendingApproval(
                UUID.randomUUID(),
                request.agentId(),
                request.kind(),
                PayloadHash.of(CanonicalJson.parse(payload)),
                request.sessionId() == null ? UUID.randomUUID() : request.sessionId(),
                Timestamps.parse(Timestamps.iso(expiresAt)));
        insert(approval, payload);
        return approval;
    }

    private void insert(PendingApproval approval, String payload) {
        String token = new GateToken(approval.requestId(), approval.actionHash(), approval.expiresAt()).mintV2(key);
        AuditEvent requested = AuditEvent.of(approval.agentId(), "approval.requested")
                .session(approval.sessionId())
                .with("request_id", approval.requestId().toString())
                .with("approval_kind", approval.kind())
                .with("action_hash", approval.actionHash());
        try {
            store.transaction(connection -> {
                GateStore.insert(connection, approval, token, payload);
                audit.append(connection, requested);
                return approval;
            });
        } catch (SQLException e) {
            throw new StoreException("the approval " + approval.kind() + " could not be requested", e);
        }
    }

    /** Waits for at most 10 minutes; see {@link #await(PendingApproval, Duration)}. */
    public void await(PendingApproval approval) {
        await(approval, PATIENCE);
    }

    /**
     * Blocks until a person decides, and returns only for a granted request that has not expired. The database is
     * asked about every 0.5 s; while it does not answer, waiting goes on.
     *
     * @throws dev.governance.sdk.errors.ApprovalDeniedException when a person said no
     * @throws dev.governance.sdk.errors.ApprovalTimeoutException when nobody decided in time
     * @throws dev.governance.sdk.errors.ApprovalExpiredException when the request's time is over
     * @throws dev.governance.sdk.errors.ApprovalCancelledException when it was taken back
     * @throws dev.governance.sdk.errors.GateException when the thread was interrupted (it stays marked so), or the
     *     request is unknown
     * @throws dev.governance.sdk.errors.AgentHaltedException when a person halted the agent meanwhile
     */
    public void await(PendingApproval approval, Duration patience) {
        wait.until(approval, patience);
    }

    /**
     * Takes a request back.
     *
     * @return false when it was already decided
     * @throws StoreException when the database does not answer
     * @throws dev.governance.sdk.errors.KeyRotatedException when this process signs with a key that was rotated out
     */
    public boolean cancel(PendingApproval approval) {
        AuditEvent cancelled = AuditEvent.of(approval.agentId(), "approval.cancelled")
                .session(approval.sessionId())
                .with("request_id", approval.requestId().toString())
                .with("approval_kind", approval.kind());
        try {
            return store.transaction(connection -> {
                boolean changed = GateStore.cancel(connection, approval.requestId());
                if (changed) {
                    audit.append(connection, cancelled);
                }
                return changed;
            });
        } catch (SQLException e) {
            throw new StoreException("the approval " + approval.requestId() + " could not be cancelled", e);
        }
    }

    void close() {
        wait.close();
    }
}

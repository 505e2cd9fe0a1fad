package dev.governance.sdk;

import dev.governance.chain.AgentPublicKey;
import dev.governance.chain.SessionIds;
import dev.governance.sdk.degraded.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the public half of the agents' key known, once and for all processes that have it: the key and the event that tells
 * of it are stored together, by whoever comes first. Until it is known, verifiers can say nothing of the signatures.
 */
final class AgentKeyRegistration {
    private static final Logger LOG = LoggerFactory.getLogger(AgentKeyRegistration.class);

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int RESTS = 11; // pauses, a minute in all: somebody may migrate, or grant
    private static final String COLLISION = "40001"; // serialization_failure: begin again

    private enum Outcome {
        REGISTERED,
        KNOWN,
        REVOKED,
        CONTRADICTED,
        IMPOSSIBLE
    }

    private final AgentPublicKey key;
    private final UUID session;
    private final Store store;
    private final AuditStore rows;
    private final Duration patience;
    private final Audit audit;
    private final ScheduledExecutorService schedule;
    private final CountDownLatch firstTry = new CountDownLatch(1);
    private final CountDownLatch settled = new CountDownLatch(1);
    private boolean saidImpossible;
    private int resting;
    private volatile @Nullable ScheduledFuture<?> attempts;

    /**
     * Creates it.
     *
     * @param patience how long another process that registers the same key is waited for
     */
    AgentKeyRegistration(
            AgentPublicKey key,
            Store store,
            AuditStore rows,
            Duration patience,
            Audit audit,
            ScheduledExecutorService schedule) {
        this.key = key;
        this.session = SessionIds.md5("agent-key:" + key.fingerprint());
        this.store = store;
        this.rows = rows;
        this.patience = patience;
        this.audit = audit;
        this.schedule = schedule;
    }

    void start() {
        attempts = schedule.scheduleWithFixedDelay(this::attempt, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        end();
    }

    /** Returns when it was tried once. */
    void await(Duration most) {
        try {
            if (!firstTry.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.atWarn().log("the agents' key is not registered yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt() {
        if (resting > 0) {
            resting--;
            return;
        }
        try {
            Outcome outcome = store.transaction(this::registered);
            tell(outcome);
            if (outcome == Outcome.IMPOSSIBLE) {
                resting = RESTS;
            } else {
                settled.countDown();
                end();
            }
        } catch (SQLException | RuntimeException e) { // a pool may throw anything
            LOG.atDebug().addKeyValue("reason", Reason.of(e)).log("the agents' key could not be registered yet");
        } finally {
            firstTry.countDown();
        }
    }

    /** Whoever comes last, the start or the first try, finds both. */
    private void end() {
        ScheduledFuture<?> running = attempts;
        if (running != null && settled.getCount() == 0) {
            running.cancel(false);
        }
    }

    private Outcome registered(Connection connection) throws SQLException {
        String fingerprint = key.fingerprint();
        OptionalLong revokedAt = AgentKeyStore.revokedAt(connection, fingerprint);
        if (revokedAt.isPresent()) {
            return Outcome.REVOKED;
        }
        if (!AgentKeyStore.isWritable(connection)) {
            return Outcome.IMPOSSIBLE;
        }
        String stored = AgentKeyStore.stored(connection, fingerprint);
        if (stored == null) {
            rows.lock(connection, session, patience);
            stored = AgentKeyStore.stored(connection, fingerprint);
        }
        if (stored != null) {
            return isThisKey(stored) ? Outcome.KNOWN : Outcome.CONTRADICTED;
        }
        audit.append(
                connection,
                AuditEvent.of(AgentKeyPlaces.AGENT, "agent.key_registered")
                        .session(session)
                        .with("key_fingerprint", fingerprint)
                        .with("sdk", "java"));
        if (!AgentKeyStore.add(connection, key, AgentKeyPlaces.AGENT, session)) {
            throw new SQLTransactionRollbackException("the agents' key was imported meanwhile", COLLISION);
        }
        return Outcome.REGISTERED;
    }

    private boolean isThisKey(String pem) {
        try {
            return AgentPublicKey.ofPem(pem).fingerprint().equals(key.fingerprint());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void tell(Outcome outcome) {
        String name = key.fingerprint();
        switch (outcome) {
            case REGISTERED -> LOG.atInfo().addKeyValue("key", name).log("the agents' key was registered");
            case KNOWN -> LOG.atDebug().addKeyValue("key", name).log("the agents' key is registered");
            case REVOKED ->
                LOG.atError()
                        .addKeyValue("key", name)
                        .log(
                                "the agents' key was revoked: what this process signs proves nothing; give it another key");
            case CONTRADICTED ->
                LOG.atError()
                        .addKeyValue("key", name)
                        .log("governance_agent_keys holds another text under the fingerprint of the agents' key: its"
                                + " signatures cannot be checked; ask who wrote that row");
            case IMPOSSIBLE -> tellImpossible(name);
        }
    }

    private void tellImpossible(String name) {
        if (!saidImpossible) {
            saidImpossible = true;
            LOG.atWarn()
                    .addKeyValue("key", name)
                    .addKeyValue("public_key", key.pem())
                    .log("the agents' key cannot be registered, and until it is known its signatures prove nothing: run"
                            + " `governance migrate` and grant select and insert on governance_agent_keys, or have the"
                            + " public key imported by `governance keys import --agent " + AgentKeyPlaces.AGENT + "`");
        }
    }
}

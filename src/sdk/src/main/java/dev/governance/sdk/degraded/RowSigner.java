package dev.governance.sdk.degraded;

import dev.governance.chain.AgentKey;
import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainKey;
import dev.governance.chain.RowSignature;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Links and signs what this process writes: with the key of the chain, and with the agents' where there is one. Safe from
 * any thread.
 */
public final class RowSigner {
    private static final Logger LOG = LoggerFactory.getLogger(RowSigner.class);

    private final ChainKey chainKey;
    private final @Nullable AgentKey agentKey;
    private final AtomicBoolean failing = new AtomicBoolean();

    /**
     * Creates it.
     *
     * @param agentKey null leaves rows unsigned but for their MAC
     */
    public RowSigner(ChainKey chainKey, @Nullable AgentKey agentKey) {
        this.chainKey = chainKey;
        this.agentKey = agentKey;
    }

    public ChainKey chainKey() {
        return chainKey;
    }

    /** Gives a draft its place behind {@code prevHash} and signs it there. */
    public HeldEvent after(@Nullable String prevHash, ChainEvent draft) {
        ChainEvent event = new ChainEvent(
                draft.eventId(),
                draft.sessionId(),
                draft.agentId(),
                draft.parentEventId(),
                draft.kind(),
                draft.model(),
                draft.inputHash(),
                draft.outputHash(),
                draft.metadataJson(),
                prevHash,
                draft.createdAt());
        String mac = chainKey.mac(event.canonicalBytes());
        return new HeldEvent(event, mac, signature(event, mac), chainKey.prefix());
    }

    /** An agent's work must not end because its key does. */
    private RowSignature signature(ChainEvent event, String mac) {
        if (agentKey == null) {
            return RowSignature.UNSIGNED;
        }
        try {
            RowSignature signature = agentKey.sign(event, mac);
            failing.set(false);
            return signature;
        } catch (RuntimeException e) { // a provider of keys may throw anything
            if (failing.compareAndSet(false, true)) {
                LOG.atError()
                        .addKeyValue("key", agentKey.fingerprint())
                        .addKeyValue("problem", e.getClass().getSimpleName())
                        .log("the agents' key cannot sign; events are recorded as unsigned_local_failure until it can");
            }
            return RowSignature.LOCAL_FAILURE;
        }
    }

    /**
     * Whether what is held may be stored with the signature that its line has. Nothing but the signature itself protects
     * that part of a line; one of another key is its writer's.
     */
    public boolean leavesSignature(HeldEvent held) {
        RowSignature signature = held.signature();
        String hex = signature.hex();
        String fingerprint = signature.fingerprint();
        if (hex == null && fingerprint == null) {
            return !RowSignature.SIGNED.equals(signature.status());
        }
        if (hex == null || fingerprint == null) {
            return false;
        }
        return agentKey == null || !agentKey.fingerprint().equals(fingerprint) || fits(agentKey, held, hex);
    }

    private static boolean fits(AgentKey key, HeldEvent held, String hex) {
        try {
            return key.publicKey()
                    .fits(held.event().signedBytes(held.mac()), HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            return false; // not even hexadecimal
        }
    }
}

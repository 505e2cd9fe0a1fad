package dev.governance.chain;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The public keys of agents that were imported, and from where on they were revoked. Safe from any thread. */
public final class AgentKeys {
    /** Keys, and revoked fingerprints, that a register holds at most. */
    public static final int LIMIT = 10_000;

    /** No key was imported and none was revoked. */
    public static final AgentKeys NONE = new AgentKeys(Map.of(), Map.of());

    private final Map<String, Key> keys;
    private final Map<String, Long> revoked;
    private final Map<String, Optional<AgentPublicKey>> read = new ConcurrentHashMap<>();

    /**
     * An imported key.
     *
     * @param agentId under whose name it was imported
     * @param activatedAt the chain_seq that the import names; no verdict depends on it
     */
    public record Key(String fingerprint, String agentId, String pem, long activatedAt) {}

    private AgentKeys(Map<String, Key> keys, Map<String, Long> revoked) {
        this.keys = Map.copyOf(keys);
        this.revoked = Map.copyOf(revoked);
    }

    /**
     * A register.
     *
     * @param revoked for each revoked fingerprint the smallest chain_seq from which on it counts no more
     * @throws IllegalArgumentException beyond {@link #LIMIT}: to leave one out would be to trust a revoked key
     */
    public static AgentKeys of(Collection<Key> keys, Map<String, Long> revoked) {
        if (keys.size() > LIMIT || revoked.size() > LIMIT) {
            throw new IllegalArgumentException("there are more than " + LIMIT + " keys of agents, or revoked ones");
        }
        return new AgentKeys(
                keys.stream().collect(Collectors.toMap(Key::fingerprint, Function.identity(), (first, same) -> first)),
                revoked);
    }

    /** Whether anything can be said about signatures of a key: it was imported, or revoked. */
    public boolean knows(String fingerprint) {
        return keys.containsKey(fingerprint) || revoked.containsKey(fingerprint);
    }

    /** From which chain_seq on a key counts no more. */
    OptionalLong revokedAt(String fingerprint) {
        Long at = revoked.get(fingerprint);
        return at == null ? OptionalLong.empty() : OptionalLong.of(at);
    }

    /** A stored text that is no key, or another key than its fingerprint says, counts as none. */
    Optional<AgentPublicKey> key(String fingerprint) {
        Key stored = keys.get(fingerprint);
        return stored == null ? Optional.empty() : read.computeIfAbsent(fingerprint, name -> readable(stored));
    }

    private static Optional<AgentPublicKey> readable(Key stored) {
        try {
            return Optional.of(AgentPublicKey.ofPem(stored.pem()))
                    .filter(key -> key.fingerprint().equals(stored.fingerprint()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

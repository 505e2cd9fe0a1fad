package dev.governance.chain;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which key signed which row, and where its bytes are. */
public final class KeyRing {
    private static final int RETIRED_LIMIT = 3;

    private final ChainKey current;
    private final List<KeyVersion> versions;
    private final Function<String, Optional<ChainKey>> material;
    private final AgentKeys agents;
    private final Map<String, Optional<ChainKey>> found = new ConcurrentHashMap<>();

    private KeyRing(
            ChainKey current,
            List<KeyVersion> versions,
            Function<String, Optional<ChainKey>> material,
            AgentKeys agents) {
        this.current = current;
        this.versions = List.copyOf(versions);
        this.material = material;
        this.agents = agents;
    }

    /** A ring for a chain that was never rotated. */
    public static KeyRing single(ChainKey current) {
        return new KeyRing(current, List.of(), fingerprint -> Optional.empty(), AgentKeys.NONE);
    }

    /**
     * A ring for a rotated chain.
     *
     * @param versions rows of the key table; empty means the current key signed everything
     * @param material finds a historical key by its fingerprint; a key with another fingerprint counts as not found
     */
    public static KeyRing of(
            ChainKey current, List<KeyVersion> versions, Function<String, Optional<ChainKey>> material) {
        return new KeyRing(current, versions, material, AgentKeys.NONE);
    }

    /** The same with the public keys of agents, by which rows' signatures are checked. */
    public KeyRing with(AgentKeys keys) {
        return new KeyRing(current, versions, material, keys);
    }

    /** The public keys of agents. */
    public AgentKeys agents() {
        return agents;
    }

    public ChainKey current() {
        return current;
    }

    boolean isRotated() {
        return !versions.isEmpty();
    }

    /** The fingerprint of the key that signs at a place; empty when no version covers it. */
    Optional<String> fingerprintAt(long chainSeq) {
        if (versions.isEmpty()) {
            return Optional.of(current.fingerprint());
        }
        return versions.stream()
                .filter(version -> version.signs(chainSeq))
                .max(Comparator.comparingLong(KeyVersion::activatedAt))
                .map(KeyVersion::fingerprint);
    }

    /** Keys that had stopped signing at a place, the latest first; at most {@value #RETIRED_LIMIT}. */
    Stream<KeyVersion> retiredAt(long chainSeq) {
        return versions.stream()
                .filter(version -> version.retiredAt() != null && version.retiredAt() <= chainSeq)
                .sorted(Comparator.comparingLong(KeyVersion::activatedAt).reversed())
                .limit(RETIRED_LIMIT);
    }

    /** Who signs the row at a place, and how far around it that is so. */
    public Signer signerAt(long chainSeq) {
        long from = Long.MIN_VALUE;
        long until = Long.MAX_VALUE;
        for (KeyVersion version : versions) {
            for (long change : version.changes()) {
                if (change <= chainSeq) {
                    from = Math.max(from, change);
                } else {
                    until = Math.min(until, change);
                }
            }
        }
        Optional<String> fingerprint = fingerprintAt(chainSeq);
        return new Signer(
                from,
                until,
                fingerprint.orElse(null),
                fingerprint.flatMap(this::key).orElse(null));
    }

    /**
     * The key of a stretch of the log.
     *
     * @param from the first chain_seq
     * @param until the first that is no longer part of it
     * @param fingerprint null when no key version covers the stretch
     * @param key null when the key is not available here
     */
    public record Signer(
            long from,
            long until,
            @Nullable String fingerprint,
            @Nullable ChainKey key) {
        public boolean covers(long chainSeq) {
            return from <= chainSeq && chainSeq < until;
        }
    }

    Optional<ChainKey> key(String fingerprint) {
        if (fingerprint.equals(current.fingerprint())) {
            return Optional.of(current);
        }
        return found.computeIfAbsent(
                fingerprint,
                wanted -> material.apply(wanted).filter(key -> key.fingerprint().equals(wanted)));
    }
}

package dev.governance.chain;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Which key signed which row, and where its bytes are. */
public final class KeyRing {
    private final ChainKey current;
    private final List<KeyVersion> versions;
    private final Function<String, Optional<ChainKey>> material;
    private final Map<String, Optional<ChainKey>> found = new ConcurrentHashMap<>();

    private KeyRing(ChainKey current, List<KeyVersion> versions, Function<String, Optional<ChainKey>> material) {
        this.current = current;
        this.versions = List.copyOf(versions);
        this.material = material;
    }

    /** A ring for a chain that was never rotated. */
    public static KeyRing single(ChainKey current) {
        return new KeyRing(current, List.of(), fingerprint -> Optional.empty());
    }

    /**
     * A ring for a rotated chain.
     *
     * @param versions rows of the key table; empty means the current key signed everything
     * @param material finds a historical key by its fingerprint; a key with another fingerprint counts as not found
     */
    public static KeyRing of(
            ChainKey current, List<KeyVersion> versions, Function<String, Optional<ChainKey>> material) {
        return new KeyRing(current, versions, material);
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

    Optional<ChainKey> key(String fingerprint) {
        if (fingerprint.equals(current.fingerprint())) {
            return Optional.of(current);
        }
        return found.computeIfAbsent(
                fingerprint,
                wanted -> material.apply(wanted).filter(key -> key.fingerprint().equals(wanted)));
    }
}

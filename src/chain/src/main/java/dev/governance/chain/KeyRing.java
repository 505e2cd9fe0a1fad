package dev.governance.chain;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final List<ChainRow> markers;
    private volatile @Nullable Set<KeyVersion> counting;
    private final Map<String, Optional<ChainKey>> found = new ConcurrentHashMap<>();

    private KeyRing(
            ChainKey current,
            List<KeyVersion> versions,
            Function<String, Optional<ChainKey>> material,
            AgentKeys agents,
            Collection<ChainRow> markers) {
        this.current = current;
        this.versions = List.copyOf(versions);
        this.material = material;
        this.agents = agents;
        this.markers = List.copyOf(markers);
    }

    /** A ring for a chain that was never rotated. */
    public static KeyRing single(ChainKey current) {
        return new KeyRing(current, List.of(), fingerprint -> Optional.empty(), AgentKeys.NONE, List.of());
    }

    /**
     * A ring for a rotated chain.
     *
     * @param versions rows of the key table; empty means the current key signed everything
     * @param material finds a historical key by its fingerprint; a key with another fingerprint counts as not found
     */
    public static KeyRing of(
            ChainKey current, List<KeyVersion> versions, Function<String, Optional<ChainKey>> material) {
        return new KeyRing(current, versions, material, AgentKeys.NONE, List.of());
    }

    /** The same with the public keys of agents, by which rows' signatures are checked. */
    public KeyRing with(AgentKeys keys) {
        return new KeyRing(current, versions, material, keys, markers);
    }

    /**
     * The same with the rows that say where versions begin: a version that no marker joins to the present key signs
     * nothing.
     *
     * @param rows key rotation markers, each with the chain_seq right before that of a version
     */
    public KeyRing markedBy(Collection<ChainRow> rows) {
        return new KeyRing(current, versions, material, agents, rows);
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

    /** The fingerprint of the key that signs at a place, as the table says; empty when no version covers it. */
    Optional<String> fingerprintAt(long chainSeq) {
        return versions.isEmpty()
                ? Optional.of(current.fingerprint())
                : versionAt(chainSeq).map(KeyVersion::fingerprint);
    }

    /** Whether markers join the version at a place to the present key. */
    boolean countsAt(long chainSeq) {
        return versions.isEmpty() || versionAt(chainSeq).filter(this::counts).isPresent();
    }

    private Optional<KeyVersion> versionAt(long chainSeq) {
        return versions.stream().filter(version -> version.signs(chainSeq)).max(KeyVersion.ORDER);
    }

    private boolean counts(KeyVersion version) {
        Set<KeyVersion> known = counting;
        if (known == null) {
            known = Lineage.of(versions, this::isPresent, this::key, markers);
            counting = known;
        }
        return known.contains(version);
    }

    /** The Python package registers what a secret reads as in base64, which is ours as much as its text. */
    private boolean isPresent(String fingerprint) {
        return fingerprint.equals(current.fingerprint())
                || current.decoded()
                        .filter(key -> key.fingerprint().equals(fingerprint))
                        .isPresent();
    }

    /** Keys that had stopped signing at a place, the latest first; at most {@value #RETIRED_LIMIT}. */
    Stream<KeyVersion> retiredAt(long chainSeq) {
        return versions.stream()
                .filter(version -> version.retiredAt() != null && version.retiredAt() <= chainSeq)
                .filter(this::counts)
                .sorted(Comparator.comparingLong(KeyVersion::activatedAt).reversed())
                .limit(RETIRED_LIMIT);
    }

    /**
     * The other reading of a key, where that is registered, too: its secret was read as base64 once and as text another
     * time, and whoever has the one has the other.
     */
    Optional<ChainKey> otherReading(ChainKey key) {
        return versions.stream()
                .flatMap(version -> key(version.fingerprint()).stream())
                .filter(key::isSameSecretAs)
                .findFirst();
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
        Optional<ChainKey> key = fingerprint.flatMap(this::key);
        return key.isPresent() && !countsAt(chainSeq)
                ? new Signer(from, until, null, null)
                : new Signer(from, until, fingerprint.orElse(null), key.orElse(null));
    }

    /**
     * The key of a stretch of the log.
     *
     * @param from the first chain_seq
     * @param until the first that is no longer part of it
     * @param fingerprint null when no key version that counts covers the stretch
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
                wanted -> material.apply(wanted)
                        .or(current::decoded)
                        .filter(key -> key.fingerprint().equals(wanted)));
    }
}

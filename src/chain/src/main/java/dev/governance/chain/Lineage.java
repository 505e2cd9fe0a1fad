package dev.governance.chain;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Tells which key versions count: those that rotation markers join to the present key, each signed by the key that went
 * and by the key that came. Whoever may write the table of keys can name any key there, but cannot sign for the present
 * one.
 */
final class Lineage {
    private final Function<String, Optional<ChainKey>> keys;
    private final Map<Long, List<RotationMarker>> markers;

    private Lineage(Function<String, Optional<ChainKey>> keys, Map<Long, List<RotationMarker>> markers) {
        this.keys = keys;
        this.markers = markers;
    }

    /**
     * The versions that count.
     *
     * @param present whether a fingerprint is that of the key that signs now
     * @param keys finds a key by its fingerprint
     * @param markers rotation markers, each right before the version that it begins
     */
    static Set<KeyVersion> of(
            List<KeyVersion> versions,
            Predicate<String> present,
            Function<String, Optional<ChainKey>> keys,
            Collection<ChainRow> markers) {
        List<KeyVersion> ordered = versions.stream()
                .sorted(Comparator.comparingLong(KeyVersion::activatedAt).thenComparingInt(KeyVersion::version))
                .toList();
        Map<Long, List<RotationMarker>> places = markers.stream()
                .collect(Collectors.groupingBy(
                        row -> row.chainSeq() + 1, Collectors.mapping(RotationMarker::new, Collectors.toList())));
        return new Lineage(keys, places).joined(ordered, present);
    }

    private Set<KeyVersion> joined(List<KeyVersion> versions, Predicate<String> present) {
        Set<KeyVersion> joined = new HashSet<>();
        int here = versions.size() - 1;
        while (here >= 0 && !present.test(versions.get(here).fingerprint())) {
            here--;
        }
        if (here < 0 || !begins(versions, here)) {
            return joined;
        }
        joined.add(versions.get(here));
        for (int i = here - 1; i >= 0 && handsOver(versions, i) && begins(versions, i); i--) {
            joined.add(versions.get(i));
        }
        for (int i = here + 1; i < versions.size() && handsOver(versions, i - 1); i++) {
            joined.add(versions.get(i));
        }
        return joined;
    }

    /** Whether its own key says where it begins; the first one of all has no marker. */
    private boolean begins(List<KeyVersion> versions, int i) {
        return i == 0 || isMarked(versions.get(i - 1), versions.get(i), true);
    }

    /** Whether both its key and the next one say where it ends. */
    private boolean handsOver(List<KeyVersion> versions, int i) {
        return isMarked(versions.get(i), versions.get(i + 1), false);
    }

    /**
     * Whether a marker stands between them.
     *
     * @param lenient whether the signature of an outgoing key that is not here may go unchecked
     */
    private boolean isMarked(KeyVersion outgoing, KeyVersion incoming, boolean lenient) {
        Optional<ChainKey> out = keys.apply(outgoing.fingerprint());
        Optional<ChainKey> in = keys.apply(incoming.fingerprint());
        return in.isPresent()
                && (lenient || out.isPresent())
                && markers.getOrDefault(incoming.activatedAt(), List.of()).stream()
                        .anyMatch(marker -> marker.names(outgoing.fingerprint(), incoming.fingerprint())
                                && marker.isSignedBy(in.get())
                                && out.map(marker::wasSignedBy).orElse(true));
    }
}

package dev.governance.chain;

import java.util.ArrayList;
import java.util.Collection;
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
        List<KeyVersion> ordered = versions.stream().sorted(KeyVersion.ORDER).toList();
        Map<Long, List<RotationMarker>> places = markers.stream()
                .collect(Collectors.groupingBy(
                        row -> row.chainSeq() + 1, Collectors.mapping(RotationMarker::new, Collectors.toList())));
        Lineage lineage = new Lineage(keys, places);
        return lineage.joined(lineage.secrets(ordered), present);
    }

    /**
     * Versions next to each other that are readings of one secret, together. A version that another one takes the place of
     * where it begins signs nothing, so that it neither counts nor separates.
     */
    private List<List<KeyVersion>> secrets(List<KeyVersion> ordered) {
        List<List<KeyVersion>> secrets = new ArrayList<>();
        for (int i = 0; i < ordered.size(); i++) {
            KeyVersion version = ordered.get(i);
            KeyVersion before = i == 0 ? null : ordered.get(i - 1);
            KeyVersion after = i + 1 == ordered.size() ? null : ordered.get(i + 1);
            if (before != null && !secrets.isEmpty() && isSame(before, version)) {
                secrets.get(secrets.size() - 1).add(version);
            } else if (after == null || after.activatedAt() > version.activatedAt() || isSame(version, after)) {
                secrets.add(new ArrayList<>(List.of(version)));
            }
        }
        return secrets;
    }

    private boolean isSame(KeyVersion one, KeyVersion other) {
        Optional<ChainKey> key = keys.apply(one.fingerprint());
        return key.isPresent()
                && keys.apply(other.fingerprint())
                        .filter(key.get()::isSameSecretAs)
                        .isPresent();
    }

    private Set<KeyVersion> joined(List<List<KeyVersion>> secrets, Predicate<String> present) {
        Set<KeyVersion> joined = new HashSet<>();
        int here = secrets.size() - 1;
        while (here >= 0 && secrets.get(here).stream().noneMatch(version -> present.test(version.fingerprint()))) {
            here--;
        }
        if (here < 0 || !begins(secrets, here)) {
            return joined;
        }
        joined.addAll(secrets.get(here));
        for (int i = here - 1; i >= 0 && handsOver(secrets, i) && begins(secrets, i); i--) {
            joined.addAll(secrets.get(i));
        }
        for (int i = here + 1; i < secrets.size() && handsOver(secrets, i - 1); i++) {
            joined.addAll(secrets.get(i));
        }
        return joined;
    }

    /** Whether its own key says where it begins; the first one of all has no marker. */
    private boolean begins(List<List<KeyVersion>> secrets, int i) {
        return i == 0 || isMarked(secrets.get(i - 1), secrets.get(i), true);
    }

    /** Whether both its key and the next one say where it ends. */
    private boolean handsOver(List<List<KeyVersion>> secrets, int i) {
        return isMarked(secrets.get(i), secrets.get(i + 1), false);
    }

    /** Whether a marker stands before the first of the incoming ones, in whichever reading both secrets signed it. */
    private boolean isMarked(List<KeyVersion> outgoing, List<KeyVersion> incoming, boolean lenient) {
        return outgoing.stream().anyMatch(out -> isMarked(out, incoming.get(0), lenient));
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

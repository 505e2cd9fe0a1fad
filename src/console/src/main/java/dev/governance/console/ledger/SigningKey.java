package dev.governance.console.ledger;

import dev.governance.chain.ChainKey;
import dev.governance.chain.KeyMaterial;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The key that this console signs with. A second one may lie ready: once the chain was rotated to it, from here or by
 * somebody else, it signs without a restart.
 */
public final class SigningKey {
    private final ChainKey present;
    private final @Nullable ChainKey next;
    private volatile boolean rotated;

    /**
     * Two keys.
     *
     * @param present the one of the audit secret
     * @param next the one that may follow it; null for none
     */
    public SigningKey(ChainKey present, @Nullable ChainKey next) {
        this.present = present;
        this.next = next == null || next.fingerprint().equals(present.fingerprint()) ? null : next;
    }

    /** The only one there is. */
    public static SigningKey of(ChainKey present) {
        return new SigningKey(present, null);
    }

    /** The one that signs, as far as this console knows. */
    public ChainKey now() {
        return rotated && next != null ? next : present;
    }

    /** The one that lies ready to follow another; empty where none does. */
    public Optional<ChainKey> after(ChainKey signing) {
        return Optional.ofNullable(next).filter(ready -> !ready.fingerprint().equals(signing.fingerprint()));
    }

    /**
     * Lets the key sign from now on that lay ready, if it is the newest one of the table of keys and stands.
     *
     * @param newest its fingerprint, whole
     * @param retiredAt null while it stands
     */
    public void follow(String newest, @Nullable Long retiredAt) {
        if (retiredAt == null
                && after(present)
                        .filter(ready -> ready.fingerprint().equals(newest))
                        .isPresent()) {
            rotated = true;
        }
    }

    /** Where keys are found that signed before or will, ours among them. */
    public KeyMaterial material(Map<String, String> environment) {
        return new KeyMaterial(environment, next == null ? List.of(present) : List.of(present, next));
    }
}

package dev.governance.console.contract;

import dev.governance.console.bus.Ask;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.KeyTimeline;
import dev.governance.console.wire.RotationReason;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which keys sign the audit log, and changing them. A server answers {@link #LIST} and {@link #ROTATE_TO_NEXT}: what takes
 * a secret is done from the command line, where whoever asks has the secrets anyway.
 */
public final class Keys {
    public static final Ask<All, KeyTimeline> LIST = Ask.read("keys.list", All.class, KeyTimeline.class);

    /**
     * Lets another key sign the chain from the marker on; refused as CONFLICT when the present one is not the active
     * key or the new one was registered before, as INVALID when it is weak, as UNAVAILABLE when writers do not let go.
     */
    public static final Ask<Rotate, Rotated> ROTATE = Ask.command("keys.rotate", Rotate.class, Rotated.class);

    /**
     * Lets the key sign that lies ready here; once, however often it is sent. Refused as {@link #ROTATE} is, as FORBIDDEN,
     * code {@code step_up}, without the password of whoever acts, as CONFLICT, code {@code no_next_key}, when none lies
     * ready.
     */
    public static final Ask<RotateToNext, Rotated> ROTATE_TO_NEXT =
            Ask.command("keys.rotate-to-next", RotateToNext.class, Rotated.class);

    /** Registers an agent's public key; refused as CONFLICT when it is there already, as INVALID when it is none. */
    public static final Ask<Import, Imported> IMPORT = Ask.command("keys.import", Import.class, Imported.class);

    /** Lets an agent's key count no more from now on; refused as CONFLICT when it was revoked before. */
    public static final Ask<Revoke, Revoked> REVOKE = Ask.command("keys.revoke", Revoke.class, Revoked.class);

    /** How long a change may wait for writers and another change. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    public record All() {}

    /**
     * Asks for a rotation.
     *
     * @param secret the text that {@code GOVERNANCE_AUDIT_SECRET} will be
     * @param operator who rotates
     */
    public record Rotate(String secret, String operator, RotationReason reason) {
        @Override
        public String toString() {
            return "Rotate[by " + operator + ", " + reason + "]"; // the secret stays out of logs
        }
    }

    /**
     * Asks for a rotation to the key that lies ready.
     *
     * @param steppedUp whether they gave their password again for it, see {@link Auth#STEP_UP}
     * @param key the same for every try; null when the caller sent none
     */
    public record RotateToNext(
            RotationReason reason,
            Caller by,
            boolean steppedUp,
            @Nullable UUID key) {}

    /**
     * A rotation that happened.
     *
     * @param outgoing fingerprint of the key that signs no more, whole
     * @param incoming fingerprint of the key that signs from now on, whole
     * @param markerSeq chain_seq of the marker, the last row of the outgoing key
     * @param registered whether the outgoing key was registered only now, as the first one
     */
    public record Rotated(
            String outgoing,
            String incoming,
            int outgoingVersion,
            int incomingVersion,
            long markerSeq,
            UUID markerId,
            boolean registered) {}

    /**
     * Asks to register a public key.
     *
     * @param pem SubjectPublicKeyInfo in PEM
     * @param activatedAtSeq the first chain_seq that it signed; null for the beginning
     */
    public record Import(
            String agentId, String pem, @Nullable Long activatedAtSeq, String by) {}

    public record Imported(String fingerprint, String agentId, long activatedAtSeq) {}

    /**
     * Asks to revoke.
     *
     * @param fingerprint 32 hexadecimal digits; the key need not have been imported
     */
    public record Revoke(String fingerprint, String reason, String operator) {}

    /**
     * A revocation that happened.
     *
     * @param atSeq the first chain_seq at which the key counts no more: that of the event that tells of it
     */
    public record Revoked(String fingerprint, long atSeq) {}

    private Keys() {}
}

package dev.governance.chain;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks one event and its links to the events on both sides. It cannot see what is missing elsewhere: only the whole
 * session shows that.
 */
public final class EventCheck {
    private final RowCheck check;
    private final SignatureCheck signatures;

    public EventCheck(KeyRing keys) {
        this.check = new RowCheck(keys);
        this.signatures = new SignatureCheck(keys.agents());
    }

    /** What one thing showed. */
    public enum Hold {
        HOLDS("holds"),
        BROKEN("broken"),
        UNPROVEN("unproven"),
        NONE("none");

        private final String code;

        Hold(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /**
     * What was found.
     *
     * @param content the event's own MAC
     * @param before the link to the event before it; {@code NONE} for the first of a session
     * @param after the link of the event after it; {@code NONE} for the last
     * @param computedMac the MAC that the event as it stands would have, when its stored one does not fit
     * @param keyFingerprint of the key that signs at its place; null when no version covers it
     * @param signature what its Ed25519 signature is worth
     */
    public record Result(
            Hold content,
            Hold before,
            Hold after,
            @Nullable String computedMac,
            @Nullable String keyFingerprint,
            SignatureVerdict signature,
            String sentence) {
        public boolean isTampered() {
            return content == Hold.BROKEN
                    || before == Hold.BROKEN
                    || after == Hold.BROKEN
                    || signature == SignatureVerdict.INVALID;
        }

        /** Whether everything that there is to check holds. */
        public boolean isVerified() {
            return !isTampered()
                    && content == Hold.HOLDS
                    && before != Hold.UNPROVEN
                    && after != Hold.UNPROVEN
                    && signature != SignatureVerdict.REVOKED;
        }
    }

    /**
     * Checks.
     *
     * @param previous the event before it in its session; null for the first
     * @param next the one after it; null for the last
     * @param newestBelow for a key rotation marker, the MAC of the row with the greatest chain_seq below it in the whole
     *     table
     */
    public Result check(
            @Nullable ChainRow previous, ChainRow row, @Nullable ChainRow next, @Nullable String newestBelow) {
        RowCheck.Outcome outcome = check.check(row);
        Hold content = content(outcome);
        Hold before = before(previous, row, outcome, newestBelow);
        Hold after = next == null ? Hold.NONE : after(previous, row, next, outcome);
        SignatureVerdict signature = signatures.check(row);
        return new Result(
                content,
                before,
                after,
                outcome.expected(),
                outcome.fingerprint(),
                signature,
                sentence(outcome, content, before, after, signature));
    }

    private static Hold content(RowCheck.Outcome outcome) {
        return switch (outcome.result()) {
            case INTACT, INTACT_AFTER_ROUND_TRIP -> Hold.HOLDS;
            case MODIFIED, MARKER_FORGED, KEY_RETIRED -> Hold.BROKEN;
            case KEY_UNAVAILABLE, KEY_UNKNOWN, KEY_UNPROVEN -> Hold.UNPROVEN;
        };
    }

    private Hold before(
            @Nullable ChainRow previous, ChainRow row, RowCheck.Outcome outcome, @Nullable String newestBelow) {
        if (previous == null && row.event().prevHash() == null) {
            return Hold.NONE;
        }
        return hold(linked(previous).next(row, 2, outcome, newestBelow));
    }

    private Hold after(@Nullable ChainRow previous, ChainRow row, ChainRow next, RowCheck.Outcome outcome) {
        LinkCheck links = linked(previous);
        links.next(row, 2, outcome, null);
        return hold(links.next(next, 3, check.check(next), null));
    }

    /** Links that begin at the event before, whose own link is not asked about. */
    private LinkCheck linked(@Nullable ChainRow previous) {
        LinkCheck links = new LinkCheck();
        if (previous != null) {
            links.next(previous, 1, check.check(previous), null);
        }
        return links;
    }

    private static Hold hold(@Nullable Finding finding) {
        if (finding == null || finding.kind() == Finding.Kind.DEGRADED_SEGMENT) {
            return Hold.HOLDS;
        }
        return finding.kind() == Finding.Kind.MARKER_LINK_UNPROVEN ? Hold.UNPROVEN : Hold.BROKEN;
    }

    private static String sentence(
            RowCheck.Outcome outcome, Hold content, Hold before, Hold after, SignatureVerdict signature) {
        return own(outcome)
                + signature(signature)
                + links(before, after)
                + (content == Hold.BROKEN && before == Hold.HOLDS && after == Hold.HOLDS
                        ? " So no event was inserted, removed or reordered there."
                        : "");
    }

    private static String own(RowCheck.Outcome outcome) {
        String key = Optional.ofNullable(outcome.fingerprint())
                .map(text -> text.substring(0, Math.min(16, text.length())))
                .orElse("");
        return switch (outcome.result()) {
            case INTACT -> "The HMAC of this event matches its content.";
            case INTACT_AFTER_ROUND_TRIP ->
                "The HMAC of this event matches its content as it was signed: PostgreSQL changed how a number is written.";
            case MODIFIED -> "The event was modified after signing.";
            case MARKER_FORGED -> "The key rotation marker is not signed by the incoming key.";
            case KEY_RETIRED -> "It was signed with key " + key + ", which had been rotated out before.";
            case KEY_UNAVAILABLE -> "It was signed with key " + key + ", which this server does not have.";
            case KEY_UNKNOWN -> "No key version covers its sequence number.";
            case KEY_UNPROVEN ->
                "Key " + key
                        + ", which the table of keys names for it, is joined to the present key by no rotation marker"
                        + " that both keys signed.";
        };
    }

    private static String signature(SignatureVerdict signature) {
        return switch (signature) {
            case INVALID -> " Its Ed25519 signature does not fit.";
            case REVOKED -> " Its Ed25519 key was revoked before.";
            case SIGNED -> " Its Ed25519 signature holds.";
            case UNSIGNED, UNKNOWN_KEY -> "";
        };
    }

    private static String links(Hold before, Hold after) {
        String first = switch (before) {
            case HOLDS -> " The link to the event before it holds";
            case BROKEN -> " It does not link to the event before it";
            case UNPROVEN -> " Its link to the event before it in the log cannot be proved";
            case NONE -> " It is the first event of its session";
        };
        return first
                + switch (after) {
                    case HOLDS -> "; the event after it links to it.";
                    case BROKEN -> "; the event after it does not link to it.";
                    case UNPROVEN -> "; the link of the event after it cannot be proved here.";
                    case NONE -> "; no event follows it.";
                };
    }
}

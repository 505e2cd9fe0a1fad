package dev.governance.chain;

import java.time.DateTimeException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks a row by itself: does its MAC fit what it says, under the key that signed then? */
final class RowCheck {
    private final KeyRing keys;

    RowCheck(KeyRing keys) {
        this.keys = keys;
    }

    Outcome check(ChainRow row) {
        Optional<String> fingerprint = keys.fingerprintAt(row.chainSeq());
        if (fingerprint.isEmpty()) {
            return new Outcome(Result.KEY_UNKNOWN, null);
        }
        Optional<ChainKey> key = keys.key(fingerprint.get());
        if (key.isEmpty()) {
            return new Outcome(Result.KEY_UNAVAILABLE, fingerprint.get());
        }
        if (!keys.countsAt(row.chainSeq())) {
            return isForged(row, key.get())
                    ? new Outcome(Result.MARKER_FORGED, fingerprint.get())
                    : new Outcome(Result.KEY_UNPROVEN, fingerprint.get());
        }
        Outcome own = mac(row, key.get());
        if (own.result() == Result.MODIFIED) {
            own = keys.otherReading(key.get())
                    .map(reading -> mac(row, reading))
                    .filter(read -> read.result() != Result.MODIFIED)
                    .orElse(own);
        }
        if (own.result() == Result.MODIFIED) {
            return retired(row).orElse(own);
        }
        if (!row.isRotation()) {
            return own;
        }
        return marker(row, own.result());
    }

    private static Outcome mac(ChainRow row, ChainKey key) {
        byte[] bytes;
        try {
            bytes = row.event().canonicalBytes();
        } catch (IllegalArgumentException | DateTimeException e) {
            // No writer signs metadata that is not JSON, nor infinity as its time.
            return new Outcome(Result.MODIFIED, key.fingerprint());
        }
        if (key.matches(bytes, row.hmacValue())) {
            return new Outcome(Result.INTACT, key.fingerprint());
        }
        return NumericRoundTrip.readings(row.event().metadataJson())
                        .anyMatch(reading -> key.matches(row.event().canonicalBytes(reading), row.hmacValue()))
                ? new Outcome(Result.INTACT_AFTER_ROUND_TRIP, key.fingerprint())
                : new Outcome(Result.MODIFIED, key.fingerprint(), key.mac(bytes));
    }

    /** Its writer may not know that the key was rotated, or somebody has the old one. */
    private Optional<Outcome> retired(ChainRow row) {
        return keys.retiredAt(row.chainSeq())
                .flatMap(version -> keys.key(version.fingerprint()).stream())
                .filter(key -> mac(row, key).result() != Result.MODIFIED)
                .map(key -> new Outcome(Result.KEY_RETIRED, key.fingerprint()))
                .findFirst();
    }

    /** Whether a marker that its outgoing key signed lacks the MAC of the incoming key that both it and the table name. */
    private boolean isForged(ChainRow row, ChainKey outgoing) {
        RotationMarker marker = new RotationMarker(row);
        return row.isRotation()
                && marker.wasSignedBy(outgoing)
                && keys.fingerprintAt(row.chainSeq() + 1)
                        .filter(marker::namesIncoming)
                        .flatMap(keys::key)
                        .filter(incoming -> !marker.isSignedBy(incoming))
                        .isPresent();
    }

    /** A rotation marker carries a second MAC, under the key that takes over right after it. */
    private Outcome marker(ChainRow row, Result own) {
        if (row.hmacNext() == null) {
            return new Outcome(Result.MARKER_FORGED, null);
        }
        if (!keys.isRotated()) {
            return new Outcome(Result.KEY_UNKNOWN, null); // the table that names the incoming key is empty
        }
        Optional<String> incoming = keys.fingerprintAt(row.chainSeq() + 1);
        if (incoming.isEmpty()) {
            return new Outcome(Result.KEY_UNKNOWN, null);
        }
        Optional<ChainKey> key = keys.key(incoming.get());
        if (key.isEmpty()) {
            return new Outcome(Result.KEY_UNAVAILABLE, incoming.get());
        }
        RotationMarker marker = new RotationMarker(row);
        if (!marker.namesIncoming(incoming.get())) {
            return new Outcome(Result.KEY_UNPROVEN, incoming.get()); // the table names another key than was signed
        }
        return new Outcome(marker.isSignedBy(key.get()) ? own : Result.MARKER_FORGED, incoming.get());
    }

    enum Result {
        INTACT,
        INTACT_AFTER_ROUND_TRIP,
        MODIFIED,
        MARKER_FORGED,
        KEY_RETIRED,
        KEY_UNAVAILABLE,
        KEY_UNKNOWN,
        KEY_UNPROVEN
    }

    /**
     * What one row showed.
     *
     * @param expected on a modified row, the MAC that what it says now would have
     */
    record Outcome(
            Result result,
            @Nullable String fingerprint,
            @Nullable String expected) {
        Outcome(Result result, @Nullable String fingerprint) {
            this(result, fingerprint, null);
        }

        /** Whether the row says what some key of this chain signed. */
        boolean holds() {
            return result != Result.MODIFIED && result != Result.KEY_RETIRED;
        }
    }
}

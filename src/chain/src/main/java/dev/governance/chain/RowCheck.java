package dev.governance.chain;

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
        Result own = mac(row, key.get());
        if (!row.isRotation() || own == Result.MODIFIED) {
            return new Outcome(own, fingerprint.get());
        }
        return marker(row, own);
    }

    private Result mac(ChainRow row, ChainKey key) {
        byte[] bytes;
        try {
            bytes = row.event().canonicalBytes();
        } catch (IllegalArgumentException e) {
            return Result.MODIFIED; // no writer signs metadata that is not JSON
        }
        if (key.matches(bytes, row.hmacValue())) {
            return Result.INTACT;
        }
        return NumericRoundTrip.readings(row.event().metadataJson())
                        .anyMatch(reading -> key.matches(row.event().canonicalBytes(reading), row.hmacValue()))
                ? Result.INTACT_AFTER_ROUND_TRIP
                : Result.MODIFIED;
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
        boolean holds = key.get().matches(row.event().canonicalBytes(), row.hmacNext());
        return new Outcome(holds ? own : Result.MARKER_FORGED, incoming.get());
    }

    enum Result {
        INTACT,
        INTACT_AFTER_ROUND_TRIP,
        MODIFIED,
        MARKER_FORGED,
        KEY_UNAVAILABLE,
        KEY_UNKNOWN
    }

    record Outcome(Result result, @Nullable String fingerprint) {}
}

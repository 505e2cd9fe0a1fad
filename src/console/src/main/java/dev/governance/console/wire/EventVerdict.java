package dev.governance.console.wire;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What checking one event showed; of the rest of its session it says nothing.
 *
 * @param verdict verified, tampered or unverifiable
 * @param scope always {@code event}, so that nobody takes it for the session's verdict
 * @param hmac whether its MAC holds: holds, broken or unproven
 * @param linkBefore the same of its link to the event before it; {@code none} for the first event
 * @param linkAfter the same of the link of the event after it; {@code none} for the last event
 * @param computedHmac the MAC that the event as it stands would have, when the stored one does not fit
 * @param keyFingerprint first 16 hex digits of the key that signs at its place; null when none covers it
 */
public record EventVerdict(
        UUID eventId,
        UUID sessionId,
        long chainSeq,
        String scope,
        String verdict,
        boolean verified,
        String headline,
        String sentence,
        String hmac,
        String linkBefore,
        String linkAfter,
        String signature,
        String storedHmac,
        @Nullable String computedHmac,
        @Nullable String keyFingerprint,
        Instant checkedAt) {}

package dev.governance.chain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Verifies one session, row by row in the order of chain_seq: MACs, genesis, links, forks, rotation markers. Memory is
 * the same whatever the length. Rows must all belong to the session.
 */
public final class SessionVerifier {
    /** Findings kept; beyond it they are only counted. */
    public static final int FINDINGS_LIMIT = 1_000;

    private static final int UNRESOLVED_LIMIT = 100;
    private static final int PREFIX = 16;

    private final UUID sessionId;
    private final RowCheck check;
    private final LinkCheck links = new LinkCheck();
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> unresolved = new LinkedHashSet<>();
    private long events;
    private long intact;
    private long failures;
    private long unproven;
    private @Nullable Finding firstFailure;
    private @Nullable Finding firstUnproven;
    private @Nullable Long firstSeq;
    private @Nullable ChainRow last;

    public SessionVerifier(UUID sessionId, KeyRing keys) {
        this.sessionId = sessionId;
        this.check = new RowCheck(keys);
    }

    /**
     * Takes the next row.
     *
     * @throws IllegalArgumentException when it belongs to another session
     */
    public RowResult accept(ChainRow row) {
        if (!row.event().sessionId().equals(sessionId)) {
            throw new IllegalArgumentException("row " + row.chainSeq() + " belongs to another session");
        }
        events++;
        if (firstSeq == null) {
            firstSeq = row.chainSeq();
        }
        Finding content = content(row);
        Finding link =
                links.next(row, events, content == null || !content.kind().isTampering());
        last = row;
        note(link);
        note(content);
        boolean holds = isFine(content) && isFine(link);
        return new RowResult(events, row, holds, content != null ? content : link);
    }

    private static boolean isFine(@Nullable Finding finding) {
        return finding == null
                || finding.kind() == Finding.Kind.NUMERIC_ROUNDTRIP
                || finding.kind() == Finding.Kind.DEGRADED_SEGMENT;
    }

    private @Nullable Finding content(ChainRow row) {
        RowCheck.Outcome outcome = check.check(row);
        return switch (outcome.result()) {
            case INTACT -> {
                intact++;
                yield null;
            }
            case INTACT_AFTER_ROUND_TRIP -> {
                intact++;
                yield finding(
                        Finding.Kind.NUMERIC_ROUNDTRIP,
                        row,
                        "Verified as it was signed: PostgreSQL changed how a number of event " + events
                                + " is written, not its value.");
            }
            case MODIFIED -> finding(Finding.Kind.ROW_MODIFIED, row, "The event was modified after signing.");
            case MARKER_FORGED ->
                finding(Finding.Kind.MARKER_FORGED, row, "The key rotation marker is not signed by the incoming key.");
            case KEY_UNAVAILABLE -> {
                unresolved(Objects.requireNonNull(outcome.fingerprint()));
                yield finding(
                        Finding.Kind.KEY_UNAVAILABLE,
                        row,
                        "Signed with key " + prefix(outcome.fingerprint()) + ", which is not available here.");
            }
            case KEY_UNKNOWN ->
                finding(
                        Finding.Kind.KEY_UNAVAILABLE,
                        row,
                        "No key version covers sequence number " + row.chainSeq() + ".");
        };
    }

    private Finding finding(Finding.Kind kind, ChainRow row, String detail) {
        return new Finding(kind, events, row.chainSeq(), row.event().eventId(), detail);
    }

    private void note(@Nullable Finding finding) {
        if (finding == null) {
            return;
        }
        if (finding.kind().isTampering()) {
            failures++;
            firstFailure = firstFailure == null ? finding : firstFailure;
        }
        if (finding.kind() == Finding.Kind.KEY_UNAVAILABLE || finding.kind() == Finding.Kind.MARKER_LINK_UNPROVEN) {
            unproven++;
            firstUnproven = firstUnproven == null ? finding : firstUnproven;
        }
        if (findings.size() < FINDINGS_LIMIT) {
            findings.add(finding);
        }
    }

    private void unresolved(String fingerprint) {
        if (unresolved.size() < UNRESOLVED_LIMIT) {
            unresolved.add(prefix(fingerprint));
        }
    }

    private static String prefix(@Nullable String fingerprint) {
        String text = Objects.requireNonNull(fingerprint);
        return text.substring(0, Math.min(PREFIX, text.length()));
    }

    /** The verdict over the rows so far. */
    public SessionVerdict finish() {
        return new SessionVerdict(
                sessionId,
                status(),
                events,
                intact,
                links.compared(),
                links.intact(),
                links.degraded(),
                firstFailure != null ? firstFailure : firstUnproven,
                findings,
                failures,
                unproven,
                List.copyOf(unresolved),
                firstSeq,
                last == null ? null : last.chainSeq(),
                last == null ? null : last.hmacValue());
    }

    private SessionVerdict.Status status() {
        if (events == 0) {
            return SessionVerdict.Status.EMPTY;
        }
        if (failures > 0) {
            return SessionVerdict.Status.TAMPERED;
        }
        return unproven > 0 ? SessionVerdict.Status.UNVERIFIABLE : SessionVerdict.Status.VERIFIED;
    }
}

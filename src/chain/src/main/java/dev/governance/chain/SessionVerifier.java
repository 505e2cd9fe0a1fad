package dev.governance.chain;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
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

    private static final int WORTH_KNOWING = 1;
    private static final int UNPROVEN = 2;
    private static final int TAMPERING = 3;

    private final UUID sessionId;
    private final RowCheck check;
    private final LinkCheck links;
    private final SignatureFindings signatures;
    private final Findings findings = new Findings();
    private final Set<String> unresolved = new LinkedHashSet<>();
    private long events;
    private long intact;
    private @Nullable Long firstSeq;
    private @Nullable ChainRow last;
    private @Nullable MarkCheck marks;

    public SessionVerifier(UUID sessionId, KeyRing keys) {
        this.sessionId = sessionId;
        this.check = new RowCheck(keys);
        this.links = new LinkCheck();
        this.signatures = new SignatureFindings(keys.agents());
    }

    /**
     * Compares the rows that a console had marked with what it noted of them; other rows are not concerned.
     *
     * @param known null when it had seen none of this session
     * @throws IllegalStateException when rows were read already, which would seem to be gone
     */
    public SessionVerifier expecting(@Nullable Mark known, Marked marked) {
        if (events > 0) {
            throw new IllegalStateException("a mark is about all rows of a session");
        }
        marks = new MarkCheck(known, marked);
        return this;
    }

    /**
     * Takes the next row.
     *
     * @throws IllegalArgumentException when it belongs to another session
     */
    public RowResult accept(ChainRow row) {
        return accept(row, null);
    }

    /**
     * Takes the next row.
     *
     * @param newestBelow for a key rotation marker, the MAC of the row with the greatest chain_seq below it in the whole
     *     table, to which it links; null when that is not known
     * @throws IllegalArgumentException when it belongs to another session
     */
    public RowResult accept(ChainRow row, @Nullable String newestBelow) {
        if (!row.event().sessionId().equals(sessionId)) {
            throw new IllegalArgumentException("row " + row.chainSeq() + " belongs to another session");
        }
        events++;
        if (firstSeq == null) {
            firstSeq = row.chainSeq();
        }
        RowCheck.Outcome outcome = check.check(row);
        Finding content = content(row, outcome);
        if (links.isReplaced(row.event().prevHash())) {
            findings.replaceLast(events - 1, "The HMAC was replaced.");
        }
        Finding link = links.next(row, events, outcome, newestBelow);
        last = row;
        if (marks != null) {
            marks.saw(row, events);
        }
        Finding signature = signatures.next(row, events, outcome.holds());
        findings.note(link, content, signature);
        return result(row, content, link, signature);
    }

    /** Of several findings the row's is the gravest, of equals the first. */
    private RowResult result(ChainRow row, @Nullable Finding... findingsOfRow) {
        Finding gravest = null;
        for (Finding finding : findingsOfRow) {
            gravest = gravity(finding) > gravity(gravest) ? finding : gravest;
        }
        return new RowResult(events, row, gravity(gravest) <= WORTH_KNOWING, gravest);
    }

    private static int gravity(@Nullable Finding finding) {
        if (finding == null) {
            return 0;
        }
        if (finding.kind().isTampering()) {
            return TAMPERING;
        }
        return finding.kind().isUnproven() ? UNPROVEN : WORTH_KNOWING;
    }

    private @Nullable Finding content(ChainRow row, RowCheck.Outcome outcome) {
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
            case MODIFIED -> finding(Finding.Kind.ROW_MODIFIED, row, modified(row));
            case MARKER_FORGED ->
                finding(Finding.Kind.MARKER_FORGED, row, "The key rotation marker is not signed by the incoming key.");
            case KEY_RETIRED ->
                finding(
                        Finding.Kind.KEY_RETIRED,
                        row,
                        "Signed with key " + prefix(outcome.fingerprint())
                                + ", which had been rotated out before: its writer was not restarted, or somebody else"
                                + " has the key.");
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
            case KEY_UNPROVEN ->
                finding(
                        Finding.Kind.KEY_UNPROVEN,
                        row,
                        "Key " + prefix(outcome.fingerprint()) + ", which the table of keys names for event " + events
                                + ", is joined to the present key by no rotation marker that both keys signed.");
        };
    }

    /** The Python SDK's local file drops the model, so what it drains of a call to a model fits no more. */
    private String modified(ChainRow row) {
        return row.event().model() == null && links.isDegraded(row)
                ? "The event was modified after signing, or lost its model's name while the store was down."
                : "The event was modified after signing.";
    }

    private Finding finding(Finding.Kind kind, ChainRow row, String detail) {
        return new Finding(kind, events, row.chainSeq(), row.event().eventId(), detail);
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
        MarkCheck.Outcome marked = marked();
        Finding first = marked.finding() == null ? findings.first() : marked.finding();
        return new SessionVerdict(
                sessionId,
                status(),
                events,
                intact,
                links.compared(),
                links.intact(),
                links.degraded(),
                first == null ? null : settled(first),
                listed(marked.finding()),
                findings.failing() + (marked.finding() == null ? 0 : 1),
                findings.unproven(),
                List.copyOf(unresolved),
                firstSeq,
                last == null ? null : last.chainSeq(),
                last == null ? null : last.hmacValue(),
                signatures.counts(),
                marked.loss());
    }

    /** Damage that the rows show by themselves explains why they do not fit their mark. */
    private MarkCheck.Outcome marked() {
        if (marks == null || findings.failing() > 0) {
            return MarkCheck.Outcome.FITS;
        }
        return marks.conclude(events, findings.unproven() == 0 && links.degraded() == 0);
    }

    private Finding settled(Finding finding) {
        return marks == null ? links.settled(finding, 0, false) : links.settled(finding, marks.lost(), marks.hasLast());
    }

    private List<Finding> listed(@Nullable Finding marked) {
        Stream<Finding> found = findings.listed().stream().map(this::settled);
        return marked == null
                ? found.toList()
                : Stream.concat(found, Stream.of(marked)).toList();
    }

    private SessionVerdict.Status status() {
        MarkCheck.Outcome marked = marked();
        if (findings.failing() > 0 || marked.finding() != null) {
            return SessionVerdict.Status.TAMPERED;
        }
        if (marked.loss() != null) {
            return SessionVerdict.Status.TRUNCATED;
        }
        if (events == 0) {
            return SessionVerdict.Status.EMPTY;
        }
        return findings.unproven() > 0 ? SessionVerdict.Status.UNVERIFIABLE : SessionVerdict.Status.VERIFIED;
    }
}

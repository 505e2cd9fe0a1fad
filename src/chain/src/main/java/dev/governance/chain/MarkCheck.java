package dev.governance.chain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Compares the rows of one session that a console had seen with what it noted of them. */
final class MarkCheck {
    private static final String NUMBERS = "Sequence numbers were changed: the events stand at other places in the log"
            + " than where this console had seen them.";

    private final @Nullable Mark mark;
    private final Marked marked;
    private final MarkDigest.Sum digest = new MarkDigest.Sum();
    private long inside;
    private @Nullable Seen last;
    private @Nullable Seen firstBeyond;
    private @Nullable Seen moved; // the last one that was seen, at another number

    private record Seen(long position, long chainSeq, UUID eventId, String mac) {}

    /**
     * What the comparison showed.
     *
     * @param finding null when nothing was put in or written anew
     * @param loss null when nothing is gone from the end
     */
    record Outcome(@Nullable Finding finding, SessionVerdict.@Nullable Loss loss) {
        static final Outcome FITS = new Outcome(null, null);
    }

    /** Begins; {@code mark} is null for a session of which nothing had been seen. */
    MarkCheck(@Nullable Mark mark, Marked marked) {
        this.mark = mark;
        this.marked = marked;
    }

    void saw(ChainRow row, long position) {
        Seen seen = new Seen(position, row.chainSeq(), row.event().eventId(), row.hmacValue());
        if (mark != null && seen.mac().equals(mark.lastMac()) && seen.chainSeq() != mark.lastSeq()) {
            moved = seen;
        }
        if (!marked.contains(row.chainSeq())) {
            return;
        }
        inside++;
        digest.add(row.chainSeq(), row.hmacValue());
        last = seen;
        if (firstBeyond == null && (mark == null || row.chainSeq() > mark.lastSeq())) {
            firstBeyond = seen;
        }
    }

    /** How many events that had been seen are gone; 0 when that is not known. */
    long lost() {
        return mark == null ? 0 : Math.max(0, mark.events() - inside);
    }

    /** Whether the last event that had been seen is there, and is the last of those. */
    boolean hasLast() {
        return mark != null && last != null && isLastOf(mark, last);
    }

    private static boolean isLastOf(Mark had, Seen end) {
        return end.chainSeq() == had.lastSeq() && end.mac().equals(had.lastMac());
    }

    /**
     * Concludes.
     *
     * @param events rows of the session, marked or not
     * @param proven whether every MAC and every link holds
     */
    Outcome conclude(long events, boolean proven) {
        Mark had = mark;
        if (had == null) {
            return inside == 0 ? Outcome.FITS : found(backdated(inside));
        }
        if (inside == had.events() && digest.digest().hex().equals(had.digest())) {
            return Outcome.FITS;
        }
        if (inside > had.events()) {
            return found(backdated(inside - had.events()));
        }
        if (moved != null && (last == null || last.chainSeq() != had.lastSeq())) {
            return found(at(Finding.Kind.RENUMBERED, moved, NUMBERS));
        }
        Seen end = last;
        if (end == null || (end.chainSeq() < had.lastSeq() && inside < had.events())) {
            return new Outcome(null, new SessionVerdict.Loss(end == null ? 0 : end.position(), had.events() - inside));
        }
        if (!isLastOf(had, end)) {
            return found(at(Finding.Kind.REWRITTEN, end, rewritten(end, proven)));
        }
        if (inside < had.events()) {
            return found(whole(Finding.Kind.REMOVED, events, removed(had.events() - inside)));
        }
        return found(
                proven
                        ? whole(Finding.Kind.RENUMBERED, events, NUMBERS)
                        : whole(
                                Finding.Kind.REWRITTEN,
                                events,
                                "The events are not those that this console had seen."));
    }

    private static String rewritten(Seen end, boolean proven) {
        return "Event " + end.position() + " is not the one that this console had seen: "
                + (proven ? "it was written anew by somebody who has the audit key." : "its HMAC is another.");
    }

    private static String removed(long events) {
        return (events == 1 ? "1 event" : events + " events") + " that this console had seen before the last one "
                + (events == 1 ? "is" : "are") + " gone.";
    }

    private Finding backdated(long events) {
        String detail =
                (events == 1 ? "1 event stands at a sequence number" : events + " events stand at sequence numbers")
                        + " that nobody had used when this console was there: inserted afterwards.";
        Seen first = firstBeyond == null ? last : firstBeyond;
        return first == null
                ? whole(Finding.Kind.BACKDATED, inside, detail)
                : at(Finding.Kind.BACKDATED, first, detail);
    }

    private static Outcome found(Finding finding) {
        return new Outcome(finding, null);
    }

    private static Finding at(Finding.Kind kind, Seen seen, String detail) {
        return new Finding(kind, seen.position(), seen.chainSeq(), seen.eventId(), detail);
    }

    private Finding whole(Finding.Kind kind, long events, String detail) {
        return new Finding(kind, events, last == null ? 0 : last.chainSeq(), null, detail);
    }
}

package dev.governance.chain;

import java.text.NumberFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Says a verdict in words, never more than was checked. */
public final class Wording {
    /** The verdict in a few words, as {@code TAMPERED at event 847}. */
    public static String headline(SessionVerdict verdict) {
        return switch (verdict.status()) {
            case EMPTY -> "No events: nothing to verify";
            case VERIFIED -> "Verified (" + events(verdict.events()) + degraded(verdict) + ")";
            case TAMPERED -> tampered(verdict);
            case UNVERIFIABLE ->
                verdict.isUnreadable()
                        ? "Cannot be read"
                        : "Cannot verify " + count(verdict.unproven()) + " of " + events(verdict.events());
            case TRUNCATED -> "TRUNCATED after event " + count(loss(verdict).after());
        };
    }

    private static String degraded(SessionVerdict verdict) {
        return verdict.degraded() == 0 ? "" : ", " + count(verdict.degraded()) + " written while the store was down";
    }

    private static String tampered(SessionVerdict verdict) {
        String more = verdict.failures() > 1 ? " and " + count(verdict.failures() - 1) + " more" : "";
        Finding first = first(verdict);
        return first.eventId() == null ? "TAMPERED" + more : "TAMPERED at event " + count(first.position()) + more;
    }

    /** What the verdict means, and what still holds. */
    public static String sentence(SessionVerdict verdict) {
        return switch (verdict.status()) {
            case EMPTY -> "This session has no rows, so there is nothing that could be verified.";
            case VERIFIED -> verified(verdict) + apart(verdict) + signatures(verdict.signatures());
            case TAMPERED -> first(verdict).detail() + " " + holds(verdict);
            case UNVERIFIABLE -> unverifiable(verdict);
            case TRUNCATED -> truncated(verdict);
        };
    }

    private static String verified(SessionVerdict verdict) {
        return verdict.events() == 1
                ? "The HMAC of the only event matches its content, and it is the first of its session."
                : "Every HMAC matches its content and every link matches the event before it. Nothing between"
                        + " event 1 and event " + count(verdict.events())
                        + " was changed, added, removed or reordered.";
    }

    private static String apart(SessionVerdict verdict) {
        return verdict.degraded() == 0
                ? ""
                : " The " + events(verdict.degraded())
                        + " written while the store was down came later and begin a chain of their own.";
    }

    private static String signatures(Signatures signatures) {
        String held =
                signatures.signed() == 0 ? "" : " Ed25519 signatures of " + events(signatures.signed()) + " hold, too.";
        return signatures.unknownKey() == 0
                ? held
                : held + " " + events(signatures.unknownKey())
                        + (signatures.unknownKey() == 1 ? " is" : " are")
                        + " signed with an Ed25519 key that was not imported here; that was not checked.";
    }

    private static String holds(SessionVerdict verdict) {
        if (verdict.events() == 1) {
            return "The session has no other event.";
        }
        if (first(verdict).kind() == Finding.Kind.ROW_MODIFIED && verdict.links() == verdict.linksIntact()) {
            return sides(verdict) + ", so no event was inserted, removed or reordered there.";
        }
        return count(verdict.intact()) + " of " + events(verdict.events()) + " match their HMAC; "
                + count(verdict.linksIntact()) + " of " + count(verdict.links()) + " links hold.";
    }

    private static String sides(SessionVerdict verdict) {
        long position = first(verdict).position();
        if (position == verdict.events()) {
            return "The link to the event before it holds";
        }
        return position == 1 ? "The link of the event after it holds" : "The links on both sides hold";
    }

    private static String unverifiable(SessionVerdict verdict) {
        boolean otherwise = verdict.signatures().revoked() > 0
                || verdict.findings().stream().anyMatch(finding -> finding.kind() == Finding.Kind.KEY_UNPROVEN);
        if (verdict.unresolvedKeys().isEmpty() || otherwise) {
            return first(verdict).detail();
        }
        return (verdict.unproven() == 1 ? "It was" : "They were") + " signed with key "
                + verdict.unresolvedKeys().stream().map(Wording::grouped).collect(Collectors.joining(", "))
                + ", which this server does not have.";
    }

    private static String truncated(SessionVerdict verdict) {
        SessionVerdict.Loss loss = loss(verdict);
        if (verdict.events() == 0) {
            return "This session had " + events(loss.events()) + "; none is left.";
        }
        String gone = loss.events() == 1
                ? "1 newer event that this console had seen is gone."
                : count(loss.events()) + " newer events that this console had seen are gone.";
        long later = verdict.events() - loss.after();
        return later == 0
                ? gone
                : gone + " The " + events(later) + " after "
                        + (loss.after() == 0 ? "them" : "event " + count(loss.after())) + " "
                        + (later == 1 ? "was" : "were") + " written later.";
    }

    private static SessionVerdict.Loss loss(SessionVerdict verdict) {
        return Objects.requireNonNull(verdict.loss(), "a truncated session has lost something");
    }

    private static String grouped(String digits) {
        return digits.replaceAll("(.{4})(?=.)", "$1 ");
    }

    private static Finding first(SessionVerdict verdict) {
        return Objects.requireNonNull(verdict.first(), "a verdict that is not verified names its first finding");
    }

    private static String events(long number) {
        return count(number) + (number == 1 ? " event" : " events");
    }

    private static String count(long number) {
        return NumberFormat.getIntegerInstance(Locale.ROOT).format(number);
    }

    private Wording() {}
}

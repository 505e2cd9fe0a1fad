package dev.governance.chain;

import java.text.NumberFormat;
import java.util.Locale;
import java.util.StringJoiner;

/** Says the verdict on the whole log in words, never more than was checked. */
public final class LogWording {
    /** The verdict in a few words, as {@code TAMPERED in 3 of 120 sessions}. */
    public static String headline(LogOutcome log) {
        return switch (log.status()) {
            case EMPTY -> "No events: nothing to verify";
            case VERIFIED -> "Verified (" + events(log.events()) + " in " + sessions(log.sessions()) + ")";
            case TAMPERED ->
                log.tampered() == 0
                        ? log.marks().headline()
                        : "TAMPERED in " + least(log) + count(log.tampered()) + " of " + sessions(log.sessions());
            case TRUNCATED ->
                log.truncated() == 0
                        ? log.marks().headline()
                        : "TRUNCATED: events of " + least(log) + sessions(log.truncated()) + " are gone";
            case UNVERIFIABLE -> unverifiable(log);
        };
    }

    private static String least(LogOutcome log) {
        return log.unexamined() == 0 ? "" : "at least ";
    }

    private static String unverifiable(LogOutcome log) {
        if (log.unexamined() > 0) {
            return "Cannot verify " + sessions(log.unexamined()) + " of " + count(log.sessions());
        }
        if (log.unprovable() > 0) {
            return "Cannot verify " + count(log.unproven()) + " of " + events(log.events());
        }
        return log.marks().headline();
    }

    /** What the verdict means, and what still holds. */
    public static String sentence(LogOutcome log) {
        StringJoiner sentences = new StringJoiner(" ");
        if (log.events() == 0) {
            sentences.add("The log has no rows, so there is nothing that could be verified.");
        } else {
            sentences.add(content(log));
        }
        if (log.truncated() > 0) {
            sentences.add("Of " + sessions(log.truncated()) + ", events that this console had seen are gone.");
        }
        sentences.add(marks(log));
        if (log.snapshots() > 1) {
            sentences.add("The database went away meanwhile, so the rows were read in " + log.snapshots()
                    + " snapshots; rows newer than the first are left out.");
        }
        return sentences.toString();
    }

    private static String content(LogOutcome log) {
        if (log.verified() == log.sessions()) {
            return "Every HMAC matches its content, and in every session every link matches the event before it.";
        }
        StringJoiner parts = new StringJoiner(", ", "", ".");
        parts.add(count(log.verified()) + " of " + sessions(log.sessions()) + " hold");
        if (log.tampered() > 0) {
            parts.add(count(log.tampered()) + (log.tampered() == 1 ? " was" : " were") + " changed");
        }
        if (log.unexamined() > 0) {
            parts.add(count(log.unexamined()) + " are not in order and were not looked at closely");
        }
        if (log.unprovable() > 0) {
            parts.add(count(log.unprovable()) + " cannot be verified" + keys(log));
        }
        return parts.toString();
    }

    private static String keys(LogOutcome log) {
        return log.unresolvedKeys().isEmpty() ? "" : " for want of key " + String.join(", ", log.unresolvedKeys());
    }

    private static String marks(LogOutcome log) {
        return switch (log.marks()) {
            case HOLD ->
                log.markedUpTo() == null
                        ? "The console's own record holds."
                        : "The console's own record holds, up to sequence number " + log.markedUpTo() + ".";
            case BEGUN -> "Deletions cannot be ruled out yet: the console's own record covers no event so far.";
            case STALE ->
                "Deletions of the newest events cannot be ruled out: the console's own record is behind"
                        + (log.markedUpTo() == null ? "." : " and ends at sequence number " + log.markedUpTo() + ".");
            case MISSING -> "Deletions cannot be ruled out: the console's own record is missing.";
            case UNPINNED ->
                "Deletions cannot be ruled out: the console's own record was not checked, for its public key is not"
                        + " here.";
            case ROLLED_BACK ->
                "Deletions cannot be ruled out: the console's own record is older than the newest this node has seen.";
            case FORGED -> "The console's own record was changed by somebody who does not hold its key.";
        };
    }

    private static String events(long number) {
        return count(number) + (number == 1 ? " event" : " events");
    }

    private static String sessions(long number) {
        return count(number) + (number == 1 ? " session" : " sessions");
    }

    private static String count(long number) {
        return NumberFormat.getIntegerInstance(Locale.ROOT).format(number);
    }

    private LogWording() {}
}

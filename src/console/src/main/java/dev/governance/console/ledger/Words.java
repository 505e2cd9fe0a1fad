package dev.governance.console.ledger;

import dev.governance.console.bus.Refusal;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a person or a program gave as a text, fit to be stored and signed. */
public final class Words {
    /**
     * A reason in a person's words: normalised (NFC), without control characters other than line breaks and tabs,
     * without blanks around it.
     *
     * @throws Refusal UNPROCESSABLE when nothing readable is left or it is longer than {@code limit} code points
     */
    public static String reason(@Nullable String text, String name, int limit) {
        if (text == null) {
            throw invalid(name, "is required");
        }
        storable(text, name);
        String clean = Normalizer.normalize(text, Normalizer.Form.NFC)
                .codePoints()
                .filter(point -> !Character.isISOControl(point) || point == '\n' || point == '\r' || point == '\t')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        if (clean.codePoints().noneMatch(Words::isReadable)) {
            throw invalid(name, "is required");
        }
        limited(clean, name, limit);
        return clean;
    }

    /**
     * A name that must stay exactly as it is.
     *
     * @throws Refusal UNPROCESSABLE when it is empty, longer than {@code limit} code points or no database could hold it
     */
    public static String name(String text, String name, int limit) {
        storable(text, name);
        if (text.isEmpty() || text.indexOf(0) >= 0) {
            throw invalid(name, "is empty or holds a NUL");
        }
        limited(text, name, limit);
        return text;
    }

    /**
     * The same for all spellings of a name: case folded as far as Java goes (upper, then lower, which makes one of ß and
     * SS), compatible characters made alike (NFKC), without what cannot be seen; empty when nothing can.
     */
    public static String key(String name) {
        String alike = Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return Normalizer.normalize(alike, Normalizer.Form.NFKC)
                .codePoints()
                .filter(Words::isReadable)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Whether a code point can be seen. */
    public static boolean isReadable(int point) {
        return !Character.isWhitespace(point)
                && !Character.isSpaceChar(point)
                && !Character.isISOControl(point)
                && Character.getType(point) != Character.FORMAT;
    }

    /** A code point that is a surrogate is half of a pair. */
    private static void storable(String text, String name) {
        if (text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
            throw invalid(name, "holds half of a surrogate pair");
        }
    }

    private static void limited(String text, String name, int limit) {
        if (text.codePointCount(0, text.length()) > limit) {
            throw invalid(name, "has more than " + limit + " characters");
        }
    }

    private static Refusal invalid(String name, String what) {
        return Refusal.unfit(name.toLowerCase(Locale.ROOT).replace(' ', '_'), name + " " + what);
    }

    private Words() {}
}

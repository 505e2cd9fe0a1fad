package dev.governance.console.auth;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Usernames: lower case whatever was typed, as the Python console keeps them. */
final class Usernames {
    private static final int LONGEST = 128;
    private static final Pattern FORM = Pattern.compile("[a-z0-9._@-]{1," + LONGEST + "}");

    /** What to look for when somebody typed this; empty when no table can hold it. The Python console takes any name. */
    static Optional<String> typed(String text) {
        boolean holdable = !text.isEmpty()
                && text.length() <= LONGEST
                && text.codePoints().noneMatch(point -> point == 0 || Character.getType(point) == Character.SURROGATE);
        return holdable
                ? Optional.of(text.toLowerCase(Locale.ROOT)).filter(name -> name.length() <= LONGEST)
                : Optional.empty();
    }

    /**
     * The name of a new user as it is stored.
     *
     * @throws Refusal UNPROCESSABLE when it is no username
     */
    static String checked(String text) {
        return typed(text)
                .filter(name -> FORM.matcher(name).matches() && !name.equals(LegacyToken.USER))
                .orElseThrow(() -> Refusal.unfit(
                        "username",
                        "a username has 1 to 128 characters out of a-z, 0-9, dot, underscore, hyphen and @, and is not "
                                + LegacyToken.USER));
    }

    /**
     * The name of somebody who should be there.
     *
     * @throws Refusal NOT_FOUND when no table can hold it
     */
    static String known(String text) {
        return typed(text).orElseThrow(() -> unknown("of that name"));
    }

    static Refusal unknown(String username) {
        return new Refusal(Fault.NOT_FOUND, "unknown_user", "there is no user " + username);
    }

    static Refusal unknownId() {
        return unknown("of that id");
    }

    private Usernames() {}
}

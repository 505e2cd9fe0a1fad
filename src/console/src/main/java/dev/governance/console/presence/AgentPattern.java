package dev.governance.console.presence;

import dev.governance.console.ledger.Words;
import java.util.regex.Pattern;

/** Agents' ids in which {@code *} stands for any characters, also none; all else stands for itself, in its case. */
final class AgentPattern {
    /** No backslash: what that means within a literal is a setting of the database. */
    static final char ESCAPE = '!';

    private static final Pattern SPECIAL = Pattern.compile("[%_" + ESCAPE + "]");
    private static final int LENGTH = 256;

    /**
     * What somebody typed.
     *
     * @throws dev.governance.console.bus.Refusal UNPROCESSABLE when it is empty, too long or no id could hold it
     */
    static String checked(String pattern) {
        return Words.name(pattern, "pattern", LENGTH);
    }

    /** The same for SQL's LIKE with {@link #ESCAPE}. */
    static String like(String pattern) {
        return SPECIAL.matcher(pattern).replaceAll(ESCAPE + "$0").replace('*', '%');
    }

    private AgentPattern() {}
}

package dev.governance.console.db;

/**
 * SQL for JSONB as text. A few bytes of JSONB can stand for gigabytes of text, so it is printed at once only when it is
 * small, and otherwise by {@code governance_console.printed}, which gives up in time.
 */
public final class PrintedJson {
    /** Stored in no more than this, numbers at worst print as 4 MiB. */
    private static final String IS_SMALL = "pg_column_size(%1$s || '{}') <= 512";

    private static final String TEXT =
            "case when " + IS_SMALL + " then %1$s::text else governance_console.printed(%1$s, %2$d) end";

    /** The same without a look at the value itself, for PostgreSQL 14 and newer. */
    private static final String IS_PLAINLY_SMALL =
            "pg_column_size(%1$s) <= 512 and pg_column_compression(%1$s) is null";

    private static final String OR_BOUNDED = " or governance_console.printed(%1$s, %2$d) is not null then %1$s end";

    /**
     * A column as text; null when it is longer, or was null.
     *
     * @param longest in bytes; what is stored in half a KiB may be longer all the same
     */
    public static String text(String column, int longest) {
        return TEXT.formatted(column, longest);
    }

    /**
     * The same as JSONB, for whoever prints it another way.
     *
     * @param since14 whether PostgreSQL is that new, which takes less of its time
     */
    public static String bounded(String column, int longest, boolean since14) {
        String small = since14 ? IS_PLAINLY_SMALL : IS_SMALL;
        return ("case when " + small + OR_BOUNDED).formatted(column, longest);
    }

    private PrintedJson() {}
}

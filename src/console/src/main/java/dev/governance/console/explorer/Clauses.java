package dev.governance.console.explorer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins fixed pieces of SQL whose only variable part is the number of their parameters. */
final class Clauses {
    private static final String HERE = "$%d";

    private final StringBuilder sql;
    private final List<Object> values = new ArrayList<>();

    Clauses(String start) {
        this.sql = new StringBuilder(start);
    }

    /** Adds a clause with {@code $%d} where each of its values goes. */
    Clauses and(String clause, Object... more) {
        int from = 0;
        for (Object value : more) {
            int at = clause.indexOf(HERE, from);
            values.add(value);
            sql.append(clause, from, at).append('$').append(values.size());
            from = at + HERE.length();
        }
        sql.append(clause, from, clause.length());
        return this;
    }

    Clauses andIf(String clause, @Nullable Object value) {
        return value == null ? this : and(clause, value);
    }

    Clauses text(String clause) {
        sql.append(clause);
        return this;
    }

    String sql() {
        return sql.toString();
    }

    List<Object> values() {
        return values;
    }
}

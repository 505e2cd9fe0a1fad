package dev.governance.console.audit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins fixed pieces of SQL whose only variable part is the number of their parameter. */
final class Clauses {
    private final StringBuilder sql;
    private final List<Object> values = new ArrayList<>();

    Clauses(String start) {
        this.sql = new StringBuilder(start);
    }

    /** Adds a clause with {@code $%d} where its value goes. */
    Clauses and(String clause, Object value) {
        values.add(value);
        sql.append(clause.replace("$%d", "$" + values.size()));
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

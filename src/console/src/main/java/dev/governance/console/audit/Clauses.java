package dev.governance.console.audit;

import io.vertx.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/** Joins fixed pieces of SQL whose only variable part is the number of their parameter. */
final class Clauses {
    private final StringBuilder sql;
    private final Tuple values = Tuple.tuple();

    Clauses(String start) {
        this.sql = new StringBuilder(start);
    }

    /** Adds a clause with {@code $%d} where its value goes. */
    Clauses and(String clause, Object value) {
        values.addValue(value);
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

    Tuple values() {
        return values;
    }
}

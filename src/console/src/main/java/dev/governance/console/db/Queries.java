package dev.governance.console.db;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a store needs of Postgres, whether it stands alone or inside a transaction. */
public interface Queries {
    <T> Future<List<T>> list(String sql, Tuple values, Function<Row, T> mapper);

    /** Runs a statement and tells how many rows it touched. */
    Future<Integer> execute(String sql, Tuple values);

    /**
     * When these could first be asked, as {@link System#nanoTime} of this machine tells it: no snapshot of theirs is
     * older, whatever the database's clock says.
     */
    long begun();

    default <T> Future<Optional<T>> findOne(String sql, Tuple values, Function<Row, T> mapper) {
        return list(sql, values, mapper).map(rows -> rows.stream().findFirst());
    }
}

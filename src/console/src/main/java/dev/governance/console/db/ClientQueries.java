package dev.governance.console.db;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Queries on a pool or on the one connection of a transaction. */
record ClientQueries(SqlClient client, long begun) implements Queries {
    ClientQueries(SqlClient client) {
        this(client, System.nanoTime());
    }

    @Override
    public <T> Future<List<T>> list(String sql, Tuple values, Function<Row, T> mapper) {
        return run(sql, values).map(rows -> mapped(rows, mapper));
    }

    @Override
    public Future<Integer> execute(String sql, Tuple values) {
        return run(sql, values).map(SqlResult::rowCount);
    }

    private Future<RowSet<Row>> run(String sql, Tuple values) {
        return client.preparedQuery(sql).execute(values).recover(DatabaseFailure::explained);
    }

    private static <T> List<T> mapped(RowSet<Row> rows, Function<Row, T> mapper) {
        List<T> list = new ArrayList<>(rows.size());
        rows.forEach(row -> list.add(mapper.apply(row)));
        return list;
    }
}

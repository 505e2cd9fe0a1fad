package dev.governance.console.interop;

import dev.governance.console.db.DatabaseUrl;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What is really in a database. */
record Rows(DatabaseUrl url) {
    /** The first column of each row as text. */
    List<String> texts(String sql, Object... parameters) {
        try (Connection connection = url.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<String> texts = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(String.valueOf(rows.getString(1)));
                }
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    List<UUID> sessions() {
        return texts("select distinct session_id from governance_audit_events").stream()
                .map(UUID::fromString)
                .toList();
    }

    /** Each of the package's tables with the digest of what its columns of today hold. */
    Map<String, String> contents() {
        Map<String, String> contents = new TreeMap<>();
        for (String table : tables()) {
            contents.put(table, contents(table, columns(table)));
        }
        return contents;
    }

    /** The same, over the columns that {@code before} was taken with. */
    Map<String, String> contentsOf(Map<String, String> before) {
        Map<String, String> contents = new TreeMap<>();
        before.forEach((table, content) ->
                contents.put(table, contents(table, content.substring(0, content.indexOf(": ")))));
        return contents;
    }

    private String contents(String table, String columns) {
        String sql = "select count(*) || ' rows ' || md5(coalesce(string_agg(line, '' order by line), ''))"
                + " from (select row(" + columns + ")::text as line from " + table + ") as lines";
        return columns + ": " + texts(sql).get(0);
    }

    private List<String> tables() {
        return texts("select table_name from information_schema.tables where table_schema = 'public'"
                + " and table_type = 'BASE TABLE' and table_name like 'governance%'");
    }

    private String columns(String table) {
        return texts(
                        "select string_agg(column_name, ',' order by ordinal_position) from information_schema.columns"
                                + " where table_schema = 'public' and table_name = ?",
                        table)
                .get(0);
    }
}

package dev.governance.sdk.matrix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All cells, as people read them. */
final class Table {
    private static final Path FILE = Path.of("target", "halt-matrix.txt");

    private final Map<DatabaseDoes, Map<HaltedBy, Map<String, Refusal>>> cells = new EnumMap<>(DatabaseDoes.class);

    void put(HaltedBy by, DatabaseDoes does, Map<String, Refusal> column) {
        cells.computeIfAbsent(does, empty -> new EnumMap<>(HaltedBy.class)).put(by, column);
    }

    /** Writes {@code target/halt-matrix.txt}. */
    void write() {
        StringBuilder text = new StringBuilder("What became of each call of an agent\n\nhalted by\n");
        for (HaltedBy by : HaltedBy.values()) {
            text.append("  ").append(letter(by)).append("  ").append(by).append('\n');
        }
        cells.forEach((does, columns) ->
                text.append("\nthe database ").append(does).append('\n').append(section(columns)));
        try {
            Files.writeString(FILE, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String section(Map<HaltedBy, Map<String, Refusal>> columns) {
        Set<String> rows = new LinkedHashSet<>();
        columns.values().forEach(column -> rows.addAll(column.keySet()));
        StringBuilder text = new StringBuilder("  %-66s".formatted(""));
        columns.keySet().forEach(by -> text.append(" %-15s".formatted(letter(by))));
        for (String row : rows) {
            text.append("\n  %-66s".formatted(row));
            columns.values().forEach(column -> text.append(" %-15s".formatted(word(column, row))));
        }
        return text.append('\n').toString().replaceAll(" +\n", "\n");
    }

    private static String word(Map<String, Refusal> column, String row) {
        Refusal refusal = column.get(row);
        return refusal == null ? "-" : refusal.word();
    }

    private static char letter(HaltedBy by) {
        return (char) ('A' + List.of(HaltedBy.values()).indexOf(by));
    }
}

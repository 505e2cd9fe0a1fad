package dev.governance.console.db.dump;

import java.time.Instant;
import java.util.List;

/**
 * What a backup holds, written as its last entry: a file without one was cut off.
 *
 * @param format of the file itself
 * @param postgres version of the server the rows came from
 */
public record Manifest(
        int format, Instant madeAt, String postgres, List<DumpedTable> tables, List<Sequence> sequences) {
    static final int FORMAT = 1;
    static final String ENTRY = "manifest.json";

    public Manifest {
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
    }

    public long rows() {
        return tables.stream().mapToLong(DumpedTable::rows).sum();
    }

    /**
     * The rows of one table.
     *
     * @param ours whether it is in our own schema; else it is where the SDK finds it
     * @param sha256 of the entry, in hex
     */
    public record DumpedTable(boolean ours, String name, List<String> columns, long rows, String sha256) {
        public DumpedTable {
            columns = List.copyOf(columns);
        }

        String entry() {
            return "tables/" + (ours ? "console/" : "sdk/") + name + ".copy";
        }
    }

    /** Where the numbering of a column stood. */
    public record Sequence(boolean ours, String table, String column, long lastValue, boolean called) {}
}

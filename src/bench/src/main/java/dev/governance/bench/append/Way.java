package dev.governance.bench.append;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A way of appending.
 *
 * @param writers how many at once
 */
record Way(Writer writer, int writers, Flush flush) {
    private static final int MANY = 16;

    /** Who writes. */
    enum Writer {
        SDK,
        LEDGER,
        INSERT;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Every way that is measured; the first is the one to quote. */
    static List<Way> all() {
        List<Way> all = new ArrayList<>();
        for (Flush flush : Flush.values()) {
            for (Writer writer : Writer.values()) {
                all.add(new Way(writer, MANY, flush));
                if (writer != Writer.INSERT) {
                    all.add(new Way(writer, 1, flush));
                }
            }
        }
        return List.copyOf(all);
    }

    /** Where the difference is largest, contrasts are measured, too. */
    List<Schema> schemas() {
        boolean contrasts = writers == MANY && writer != Writer.LEDGER;
        return Arrays.stream(Schema.values())
                .filter(schema -> contrasts || schema.isMain())
                .toList();
    }

    Writers open(Schemas schemas, Schema schema) {
        return switch (writer) {
            case SDK -> new SdkWriters(schemas.url(schema), schemas.url(Schema.CONSOLE), writers, flush);
            case LEDGER -> new LedgerWriters(schemas.url(schema), writers, flush);
            case INSERT -> new InsertWriters(schemas.url(schema), writers, flush);
        };
    }

    @Override
    public String toString() {
        return writer + "_" + writers + (writers == 1 ? "_writer_" : "_writers_") + flush;
    }
}

package dev.governance.console.audit.marks;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The order in which PostgreSQL keeps UUIDs: rows that are put in it touch each page of the index once. */
final class IndexOrder {
    private static final Comparator<UUID> UNSIGNED = Comparator.<UUID, Long>comparing(
                    UUID::getMostSignificantBits, Long::compareUnsigned)
            .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

    static <T> List<Map.Entry<UUID, T>> sorted(Map<UUID, T> byId) {
        return byId.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(UNSIGNED))
                .toList();
    }

    private IndexOrder() {}
}

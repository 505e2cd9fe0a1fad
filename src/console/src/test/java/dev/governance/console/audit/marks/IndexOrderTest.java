package dev.governance.console.audit.marks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.TestPostgres;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IndexOrderTest {
    /** Java compares UUIDs as signed numbers, PostgreSQL byte by byte. */
    @Test
    void isTheOneOfPostgres() {
        DatabaseUrl url = TestPostgres.empty();
        Map<UUID, Integer> ids = Stream.of(
                        new UUID(-1, -1), new UUID(-1, 1), new UUID(1, -1), new UUID(1, 1), new UUID(Long.MIN_VALUE, 0))
                .collect(Collectors.toMap(id -> id, id -> 0));
        String values = ids.keySet().stream().map(id -> "('" + id + "'::uuid)").collect(Collectors.joining(", "));

        List<String> sorted = IndexOrder.sorted(ids).stream()
                .map(entry -> entry.getKey().toString())
                .toList();

        assertThat(sorted)
                .isEqualTo(TestPostgres.ask(url, "select id::text from (values " + values + ") as t(id) order by id"));
    }
}

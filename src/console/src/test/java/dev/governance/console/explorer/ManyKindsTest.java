package dev.governance.console.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.AuditEvent;
import dev.governance.console.wire.EventPage;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A log with more kinds than are named one by one: agents may write as many as they like. */
class ManyKindsTest {
    private static ExplorerConsole console;

    @BeforeAll
    static void start() {
        DatabaseUrl url = TestPostgres.migrated();
        LogRows.in(url).kind("'kind_' || n").insert(1_100);
        LogRows.in(url).kind("'kind_' || n || '.error'").insert(3);
        LogRows.in(url).kind("'kindX7'").insert(2);
        console = new ExplorerConsole(url);
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    private static List<String> kinds(String query) {
        return console.page(query).events().stream().map(AuditEvent::kind).toList();
    }

    @Test
    void aPrefixMeansEveryKindThatBeginsWithItThoughNotAllAreNamed() {
        assertThat(kinds("kind=kind_109*&order=asc&size=25"))
                .containsExactly(
                        "kind_109",
                        "kind_1090",
                        "kind_1091",
                        "kind_1092",
                        "kind_1093",
                        "kind_1094",
                        "kind_1095",
                        "kind_1096",
                        "kind_1097",
                        "kind_1098",
                        "kind_1099");
        assertThat(console.page("kind=kind_109*").total()).isEqualTo(new EventPage.Total(11, true));
    }

    @Test
    void whatMeansSomethingInAPatternMeansItselfInAKind() {
        assertThat(kinds("kind=kind_7*,nothing.*&size=100")).isNotEmpty().allMatch(kind -> kind.startsWith("kind_7"));
        assertThat(kinds("kind=kind%257*&size=25")).isEmpty();
    }

    @Test
    void failuresAreFoundAmongThemAll() {
        assertThat(kinds("outcome=error&size=25"))
                .containsExactlyInAnyOrder("kind_1.error", "kind_2.error", "kind_3.error");
        assertThat(kinds("outcome=error&kind=kind_2*&size=25")).containsExactly("kind_2.error");
    }
}

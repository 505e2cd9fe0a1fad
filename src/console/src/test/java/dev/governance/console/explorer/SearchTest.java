package dev.governance.console.explorer;

import static dev.governance.console.explorer.ExplorerConsole.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.AuditEvent;
import dev.governance.console.wire.EventPage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Looking for a text in the metadata, as it is shown. */
class SearchTest {
    private static ExplorerConsole console;

    @BeforeAll
    static void start() {
        DatabaseUrl url = TestPostgres.migrated();
        LogRows.in(url)
                .metadata("jsonb_build_object('tool', 'Refund_' || (n % 100), 'note', case when n = 3 then"
                        + " 'say \"hi\" to C:\\temp 100%' else 'plain' end)")
                .insert(12_500);
        LogRows.in(url)
                .agent("agent-with-secrets")
                .metadata("jsonb_build_object('password', 'hunter2', 'url', 'postgres://u:pass@h/d', 'big',"
                        + " case when n = 2 then repeat('x', 200000) else '' end)")
                .insert(3);
        console = new ExplorerConsole(url);
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void aTextIsFoundInAnyCaseAndAsItIsWritten() {
        assertThat(seqs(console.page("q=refund_99&size=25"))).startsWith(12_499L, 12_399L);
        for (String text : List.of("say \"hi\" to c:\\temp", "100%", "\\temp")) {
            EventPage page = console.page("order=asc&q=" + encoded(text));
            assertThat(seqs(page)).as(text).containsExactly(3L);
        }
        assertThat(console.page("order=asc&q=" + encoded("refund%9")).events()).isEmpty();
    }

    /** A page looks at a number of rows at most, and at fewer on a slow machine. */
    @Test
    void itSaysHowFarItLookedAndGoesOnFromThere() {
        EventPage page = console.page("q=" + encoded("say \"hi\""));
        long next = 12_503;
        while (!page.searched().complete()) {
            assertThat(page.searched().fromSeq()).isEqualTo(next);
            assertThat(page.searched().rows()).isBetween(1L, (long) Search.ROWS);
            next -= page.searched().rows();
            assertThat(page.searched().toSeq()).isEqualTo(next + 1);
            assertThat(page.events()).isEmpty();
            assertThat(page.total()).isEqualTo(new EventPage.Total(0, false));
            page = console.page("q=" + encoded("say \"hi\"") + "&cursor=" + page.nextCursor());
        }

        assertThat(next).isBetween(3L, 12_503L - 1);
        assertThat(seqs(page)).containsExactly(3L);
        assertThat(page.searched()).isEqualTo(new EventPage.Searched(next, 1L, next, true));
        assertThat(page.nextCursor()).isNull();
    }

    @Test
    void everyMatchIsFoundOnceOverAllPages() {
        List<Long> found = new ArrayList<>();
        EventPage page = console.page("q=refund_7&size=25");
        found.addAll(seqs(page));
        while (page.nextCursor() != null) {
            page = console.page("q=refund_7&size=25&cursor=" + page.nextCursor());
            found.addAll(seqs(page));
        }

        assertThat(found).doesNotHaveDuplicates().hasSize(11 * 125);
        assertThat(page.total().count()).isEqualTo(11 * 125);
    }

    @Test
    void aSecretCannotBeSpeltOut() {
        for (String part : List.of("hunter2", "hun", "u:pass", "postgres://")) {
            EventPage page = console.page("agent_id=agent-with-secrets&q=" + encoded(part));
            assertThat(page.events()).as(part).isEmpty();
            assertThat(page.searched().rows()).isEqualTo(3);
            assertThat(page.total()).isEqualTo(new EventPage.Total(0, true));
        }
        assertThat(console.page("agent_id=agent-with-secrets&q=redacted").events())
                .hasSize(2);
    }

    @Test
    void anHmacIsLookedForAmongTheNewest() {
        String mac = console.page("order=asc&size=25").events().get(6).hmacValue();

        EventPage page = console.page("q=" + mac.substring(0, 10));

        assertThat(seqs(page)).containsExactly(7L);
        assertThat(page.searched().complete()).isTrue();
        assertThat(page.searched().rows()).isEqualTo(12_503);
        assertThat(console.page("q=00000000000000000000").events()).isEmpty();
    }

    private static List<Long> seqs(EventPage page) {
        return page.events().stream().map(AuditEvent::chainSeq).toList();
    }
}

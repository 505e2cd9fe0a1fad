package dev.governance.console.explorer;

import static dev.governance.console.explorer.ExplorerConsole.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.AuditEvent;
import dev.governance.console.wire.EventPage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pages over HTTP: filters, cursors, totals. */
class PagesTest {
    private static final String KIND = """
        case when n % 50 = 0 then 'scope.violation' when n % 50 = 1 then 'tool.error' when n % 50 = 2 then 'llm.error'
             when n % 20 = 3 then 'approval.requested' when n % 20 = 4 then 'approval.granted' else 'tool.call' end\
        """;

    private static DatabaseUrl url;
    private static ExplorerConsole console;

    @BeforeAll
    static void start() {
        url = TestPostgres.migrated();
        LogRows.in(url).kind(KIND).model("case when n % 7 = 0 then 'gpt-5' end").insert(700);
        LogRows.in(url)
                .agent("agent-two")
                .session("00000000-0000-0000-0000-00000000000b")
                .time("timestamptz '2026-01-01 00:00:00Z' + (n % 5) * interval '1 hour'")
                .insert(130);
        console = new ExplorerConsole(url);
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void everyFilterGivesExactlyItsRowsOnceInOrder() {
        Map<String, Predicate<AuditEvent>> filters = Map.ofEntries(
                Map.entry("", event -> true),
                Map.entry("agent_id=agent-two", event -> event.agentId().equals("agent-two")),
                Map.entry("kind=tool.error", event -> event.kind().equals("tool.error")),
                Map.entry(
                        "kind=approval.*,scope.violation",
                        event -> event.kind().startsWith("approval.")
                                || event.kind().equals("scope.violation")),
                Map.entry(
                        "kind=tool.error&kind=tool.call", event -> event.kind().startsWith("tool.")),
                Map.entry("outcome=blocked", event -> event.outcome().code().equals("blocked")),
                Map.entry("outcome=error", event -> event.kind().endsWith(".error")),
                Map.entry("outcome=ok", event -> event.outcome().code().equals("ok")),
                Map.entry("outcome=error&kind=tool.*", event -> event.kind().equals("tool.error")),
                Map.entry("outcome=blocked&kind=tool.call", event -> false),
                Map.entry("model=gpt-5", event -> "gpt-5".equals(event.model())),
                Map.entry(
                        "model=gpt-5&kind=tool.*",
                        event -> "gpt-5".equals(event.model()) && event.kind().startsWith("tool.")),
                Map.entry(
                        "session_id=00000000-0000-0000-0000-00000000000b",
                        event -> event.agentId().equals("agent-two")),
                Map.entry("session_id=00000000-0000-0000-0000-0000000000ff", event -> false),
                Map.entry(
                        "q=00000000-0000-0000-0000-00000000000b",
                        event -> event.agentId().equals("agent-two")),
                Map.entry("kind=nothing.*", event -> false));
        List<AuditEvent> all = walk("", 100);

        assertThat(all).hasSize(830);
        filters.forEach((filter, wanted) -> {
            List<UUID> expected =
                    all.stream().filter(wanted).map(AuditEvent::eventId).toList();
            for (int size : new int[] {25, 100}) {
                assertThat(ids(walk(filter, size))).as(filter).isEqualTo(expected);
            }
            List<UUID> upwards = new ArrayList<>(ids(walk(filter + "&order=asc", 50)));
            java.util.Collections.reverse(upwards);
            assertThat(upwards).as(filter).isEqualTo(expected);
            assertThat(console.page(filter).total()).as(filter).isEqualTo(new EventPage.Total(expected.size(), true));
        });
    }

    @Test
    void aSpanOfTimeIsHalfOpenAndReadByTime() {
        List<AuditEvent> events = walk("from=2026-01-01T01:00:00Z&to=2026-01-01T04:00:00Z", 25);

        assertThat(events).hasSize(78);
        assertThat(new HashSet<>(ids(events))).hasSize(78);
        assertThat(events)
                .isSortedAccordingTo(java.util.Comparator.comparing(AuditEvent::createdAt)
                        .thenComparing(AuditEvent::chainSeq)
                        .reversed());
        assertThat(events.get(0).createdAt()).hasToString("2026-01-01T03:00:00Z");
        assertThat(events.get(77).createdAt()).hasToString("2026-01-01T01:00:00Z");
        assertThat(console.page("from=2026-01-01T01:00:00Z&to=2026-01-01T01:00:00Z")
                        .total())
                .isEqualTo(new EventPage.Total(0, true));
    }

    @Test
    void onePagesBackFromTheLastToTheFirst() {
        for (String filter :
                List.of("", "kind=approval.*", "agent_id=agent-two&from=2026-01-01T00:00:00Z", "q=%22n%22")) {
            List<List<UUID>> down = new ArrayList<>();
            EventPage page = console.page(filter + "&size=50");
            down.add(ids(page.events()));
            while (page.nextCursor() != null) {
                page = console.page(filter + "&size=50&cursor=" + page.nextCursor());
                down.add(ids(page.events()));
            }
            for (int i = down.size() - 2; i >= 0; i--) {
                page = console.page(filter + "&size=50&cursor=" + page.previousCursor());
                assertThat(ids(page.events())).as(filter + " page " + i).isEqualTo(down.get(i));
                assertThat(page.nextCursor()).isNotNull();
            }
            assertThat(page.previousCursor()).isNull();
        }
    }

    @Test
    void pagesStayAsTheyAreWhileOthersWrite() throws Exception {
        DatabaseUrl busy = TestPostgres.migrated();
        LogRows.in(busy).insert(400);
        try (ExplorerConsole explorer = new ExplorerConsole(busy)) {
            for (String order : List.of("", "order=asc&", "from=2026-01-01T00:00:00Z&", "kind=tool.*,loop.detected&")) {
                EventPage page = explorer.page(order + "size=50");
                EventPage.Total total = page.total();
                List<Long> seen = new ArrayList<>();
                long newest =
                        Long.parseLong(TestPostgres.ask(busy, "select max(chain_seq) from governance_audit_events")
                                .get(0));
                page.events().forEach(event -> seen.add(event.chainSeq()));
                while (page.nextCursor() != null) {
                    LogRows.in(busy).insert(7);
                    page = explorer.page(order + "size=50&cursor=" + page.nextCursor());
                    page.events().forEach(event -> seen.add(event.chainSeq()));
                    assertThat(page.total()).isEqualTo(total);
                }
                assertThat(seen).doesNotHaveDuplicates().hasSize((int) total.count());
                assertThat(seen)
                        .containsExactlyInAnyOrderElementsOf(
                                LongStream.rangeClosed(1, newest).boxed().toList());
            }
        }
    }

    @Test
    void aCursorIsGoodForItsOwnFilterOnly() {
        String cursor = console.page("agent_id=agent-one").nextCursor();
        String damaged = cursor.substring(0, 30) + (cursor.charAt(30) == 'A' ? 'B' : 'A') + cursor.substring(31);

        assertThat(console.page("agent_id=agent-one&cursor=" + cursor).events()).isNotEmpty();
        for (String query : List.of(
                "agent_id=agent-two&cursor=" + cursor,
                "cursor=" + cursor,
                "agent_id=agent-one&order=asc&cursor=" + cursor,
                "agent_id=agent-one&cursor=" + damaged,
                "agent_id=agent-one&cursor=" + cursor.substring(0, 40),
                "agent_id=agent-one&cursor=Ag",
                "cursor=%25",
                "cursor=1")) {
            var problem = console.refused(query, 400);
            assertThat(problem.code()).as(query).isEqualTo("invalid_cursor");
            assertThat(problem.detail()).contains("first page");
        }
    }

    @Test
    void rowsWithOneNumberAreReadOnceEach() {
        DatabaseUrl twins = TestPostgres.migrated();
        LogRows.in(twins).insert(60);
        TestPostgres.execute(
                twins,
                "set session_replication_role = replica; update governance_audit_events set chain_seq = 5,"
                        + " created_at = 'infinity'");
        try (ExplorerConsole explorer = new ExplorerConsole(twins)) {
            for (String filter : List.of("size=25", "size=25&from=2026-01-01T00:00:00Z")) {
                List<AuditEvent> read = walk(explorer, filter);
                assertThat(new HashSet<>(ids(read))).hasSize(60);
                assertThat(read).hasSize(60);
            }
            assertThat(explorer.get("/api/v2/events").body()).contains("\"created_at\":\"infinity\"");
        }
    }

    @Test
    void manyAreEstimatedAndSaidToBe() {
        DatabaseUrl large = TestPostgres.migrated();
        LogRows.in(large)
                .kind("case when n % 2 = 0 then 'tool.call' else 'llm.call' end")
                .insert(25_000);
        TestPostgres.execute(large, "analyze governance_audit_events");
        try (ExplorerConsole explorer = new ExplorerConsole(large)) {
            EventPage.Total all = explorer.page("").total();
            EventPage.Total half = explorer.page("kind=tool.call").total();
            EventPage.Total few = explorer.page("to=2026-03-01T00:16:41Z").total();

            assertThat(all).isEqualTo(new EventPage.Total(25_000, false));
            assertThat(half.exact()).isFalse();
            assertThat(half.count()).isBetween(11_000L, 14_000L);
            assertThat(few).isEqualTo(new EventPage.Total(1_000, true));
        }
    }

    @Test
    void badQuestionsSayWhatWhereAndHow() {
        Map<String, String> questions = Map.ofEntries(
                Map.entry("size=51", "invalid_size"),
                Map.entry("size=1000000", "invalid_size"),
                Map.entry("limit=5", "unknown_parameter"),
                Map.entry("agentid=x", "unknown_parameter"),
                Map.entry("agent_id=a&agent_id=b", "invalid_agent_id"),
                Map.entry("agent_id=" + "a".repeat(257), "invalid_agent_id"),
                Map.entry("agent_id=%00", "invalid_agent_id"),
                Map.entry("kind=*", "invalid_kind"),
                Map.entry("kind=a*b", "invalid_kind"),
                Map.entry("kind=a%00", "invalid_kind"),
                Map.entry("kind=" + encoded("abcdefghijklmnopqrstu".replaceAll("(.)", "$1,")), "invalid_kind"),
                Map.entry("session_id=1-1-1-1-1", "invalid_session_id"),
                Map.entry("outcome=denied", "invalid_outcome"),
                Map.entry("model=%00", "invalid_model"),
                Map.entry("from=yesterday", "invalid_from"),
                Map.entry("from=%2B99999-01-01T00:00:00Z", "invalid_from"),
                Map.entry("from=-0001-01-01T00:00:00Z", "invalid_from"),
                Map.entry("to=2026-02-30T00:00:00Z", "invalid_to"),
                Map.entry("to=2026-02-03T25:00:00Z", "invalid_to"),
                Map.entry("order=up", "invalid_order"),
                Map.entry("q=x", "not_searchable"),
                Map.entry("q=a%00b", "not_searchable"),
                Map.entry("q=" + "x".repeat(201), "not_searchable"));

        questions.forEach((query, code) ->
                assertThat(console.refused(query, 422).code()).as(query).isEqualTo(code));
        assertThat(console.refused("from=2026-02-03T00:00:00Z&to=2026-02-02T00:00:00Z", 400)
                        .code())
                .isEqualTo("invalid_from");
        assertThat(console.refused("agentid=x", 422).detail()).contains("did you mean agent_id?");
        assertThat(console.page("from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59.999999Z")
                        .events())
                .hasSize(50);
    }

    @Test
    void whatLooksLikeAPatternIsJustText() {
        assertThat(console.page("agent_id=" + encoded("agent-%")).events()).isEmpty();
        assertThat(console.page("kind=" + encoded("tool_*")).events()).isEmpty();
        assertThat(console.page("q=" + encoded("%_%")).events()).isEmpty();
        assertThat(console.page("model=" + encoded("' or true --")).events()).isEmpty();
    }

    @Test
    void theOldListHasTheSameFiltersAndKeepsItsShape() {
        var first = console.get("/api/events?kind=approval.*&limit=40&outcome=ok");
        String link = first.headers().firstValue("link").orElseThrow();
        var second = console.get(link.substring(1, link.indexOf('>')));
        var timed = console.get("/api/events?from=2026-01-01T00:00:00Z&to=2026-01-01T03:00:00Z&limit=70");
        String more = timed.headers().firstValue("link").orElseThrow();
        var rest = console.get(more.substring(1, more.indexOf('>')));

        assertThat(first.body()).startsWith("[{\"event_id\":");
        assertThat(link).contains("kind=approval.*", "before=", "rel=\"next\"");
        assertThat(occurrences(second.body(), "\"event_id\"")).isEqualTo(30);
        assertThat(second.headers().firstValue("link")).isEmpty();
        assertThat(more).contains("cursor=");
        assertThat(occurrences(timed.body(), "\"event_id\"")).isEqualTo(70);
        assertThat(occurrences(rest.body(), "\"event_id\"")).isEqualTo(8);
    }

    private static int occurrences(String text, String part) {
        return text.split(part, -1).length - 1;
    }

    private static List<AuditEvent> walk(String filter, int size) {
        return walk(console, filter + "&size=" + size);
    }

    private static List<AuditEvent> walk(ExplorerConsole explorer, String query) {
        List<AuditEvent> events = new ArrayList<>();
        EventPage page = explorer.page(query);
        events.addAll(page.events());
        while (page.nextCursor() != null) {
            page = explorer.page(query + "&cursor=" + page.nextCursor());
            events.addAll(page.events());
        }
        return events;
    }

    private static List<UUID> ids(List<AuditEvent> events) {
        return events.stream().map(AuditEvent::eventId).toList();
    }
}

package dev.governance.console.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.console.audit.AuditLog;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Explorer;
import dev.governance.console.wire.AuditEvent;
import dev.governance.console.wire.EventDetail;
import dev.governance.console.wire.EventPage;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.Outcome;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventsTest {
    private static final Explorer.Listing NEWEST = listing(null, null, null, false, null, null, false, 3, 0, null);

    private AuditLog log;
    private ExplorerConsole console;

    @BeforeEach
    void start() throws SQLException {
        log = new AuditLog();
        console = new ExplorerConsole(log.url);
    }

    @AfterEach
    void stop() throws SQLException {
        console.close();
        log.close();
    }

    @Test
    void pagesStayStableWhileRowsAreAppended() throws SQLException {
        UUID[] ids = log.session(7);
        List<UUID> read = new ArrayList<>();

        EventPage page = console.ask(Explorer.EVENTS, NEWEST);
        read.addAll(ids(page));
        while (page.nextCursor() != null) {
            log.append(ids[0], "{\"later\": true}");
            page = console.ask(Explorer.EVENTS, before(page));
            read.addAll(ids(page));
        }

        assertThat(read).containsExactly(ids[7], ids[6], ids[5], ids[4], ids[3], ids[2], ids[1]);
    }

    @Test
    void aPageCanBeReadForwards() throws SQLException {
        UUID[] ids = log.session(4);

        EventPage page = console.ask(
                Explorer.EVENTS, listing(null, null, ids[0], false, null, log.seq(ids[1]), true, 2, 0, null));

        assertThat(ids(page)).containsExactly(ids[2], ids[3]);
        assertThat(page.nextCursor()).isNotNull();
    }

    @Test
    void filtersAreJoined() throws SQLException {
        UUID session = log.session(2)[0];
        UUID blocked = log.append(session, "agent-two", "scope.violation", "{}");
        UUID elsewhere = log.append(UUID.randomUUID(), "agent-two", "scope.violation", "{}");

        assertThat(ids(page("agent-two", null, null, false))).containsExactly(elsewhere, blocked);
        assertThat(ids(page(null, "scope.violation", session, false))).containsExactly(blocked);
        assertThat(ids(page(null, null, null, true))).containsExactly(elsewhere, blocked);
        assertThat(ids(page("agent-one", "scope.violation", null, false))).isEmpty();
    }

    @Test
    void oldClientsMaySkipRows() throws SQLException {
        UUID[] ids = log.session(4);

        EventPage page = console.ask(Explorer.EVENTS, listing(null, null, null, false, null, null, false, 2, 2, null));

        assertThat(ids(page)).containsExactly(ids[2], ids[1]);
        assertThat(page.nextCursor()).isNull();
    }

    @Test
    void anEventIsFoundByItsIdItsSessionAndItsHmac() throws SQLException {
        UUID[] ids = log.session(3);
        String hmac = log.text("select hmac_value from governance_audit_events where event_id = '" + ids[2] + "'");

        assertThat(ids(search(ids[2].toString()))).containsExactly(ids[2]);
        assertThat(ids(search(ids[0].toString()))).containsExactly(ids[3], ids[2], ids[1]);
        assertThat(ids(search(hmac))).containsExactly(ids[2]);
        assertThat(ids(search(hmac.substring(0, 8).toUpperCase(java.util.Locale.ROOT))))
                .contains(ids[2]);
    }

    @Test
    void whatIsTooShortToBeLookedForIsRefused() {
        assertThatThrownBy(() -> search("r")).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.fault()).isEqualTo(Fault.UNPROCESSABLE);
            assertThat(refusal.code()).isEqualTo("not_searchable");
        });
    }

    @Test
    void secretsAreNotShown() throws SQLException {
        UUID id = log.append(UUID.randomUUID(), "{\"password\": \"hunter2\", \"url\": \"postgres://u:p@h/d\"}");

        EventDetail event = console.ask(Explorer.EVENT, new Explorer.One(id));

        assertThat(event.metadata().tree().get("password").asText()).isEqualTo("***REDACTED***");
        assertThat(event.metadata().tree().get("url").asText()).isEqualTo("[REDACTED]");
        assertThat(Json.write(console.ask(Explorer.EVENTS, NEWEST))).doesNotContain("hunter2", "u:p@h");
    }

    @Test
    void anUnknownEventIsNotFound() {
        assertThatThrownBy(() -> console.ask(Explorer.EVENT, new Explorer.One(UUID.randomUUID())))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.fault()).isEqualTo(Fault.NOT_FOUND));
    }

    @Test
    void hostileMetadataNeverHidesAPage() throws SQLException {
        UUID session = log.session(1)[0];
        for (int depth : new int[] {500, 990, 995, 998, 999, 1_000, 3_000}) {
            hostile(session, "{\"deep\": " + "[".repeat(depth) + "]".repeat(depth) + "}");
        }
        hostile(session, "{\"n\": " + "9".repeat(60_000) + ".5}");
        hostile(session, "{\"n\": 1e-400, \"m\": 123456789012345678901234567890}");
        hostile(session, "{\"text\": \"" + "x".repeat(64_000) + "\"}");
        hostile(session, "[1, null, {\"a\": []}]");
        hostile(session, "{\"large\": \"" + "y".repeat(300_000) + "\"}");

        EventPage page =
                console.ask(Explorer.EVENTS, listing(null, null, session, false, null, null, false, 1_000, 0, null));

        assertThat(page.events()).hasSize(13);
        assertThat(Json.write(page.events())).contains("governance.unreadable");
    }

    @Test
    void aPageHasASizeInBytesToo() throws SQLException {
        UUID session = UUID.randomUUID();
        log.execute("begin");
        for (int i = 0; i < 100; i++) {
            hostile(session, "{\"text\": \"" + "x".repeat(100_000) + "\"}");
        }
        log.execute("commit");

        EventPage page =
                console.ask(Explorer.EVENTS, listing(null, null, session, false, null, null, false, 100, 0, null));

        assertThat(page.events()).hasSize(100);
        assertThat(Json.write(page.events()).length()).isLessThan(5_000_000);
    }

    private void hostile(UUID session, String metadata) throws SQLException {
        log.insert(
                AuditLog.signed(session, "agent-one", "tool.call", "{}", null), "0".repeat(64), metadata, null, null);
    }

    private EventPage search(String term) {
        return console.ask(Explorer.EVENTS, listing(null, null, null, false, null, null, false, 10, 0, term));
    }

    private EventPage page(String agent, String kind, UUID session, boolean blocked) {
        return console.ask(Explorer.EVENTS, listing(agent, kind, session, blocked, null, null, false, 10, 0, null));
    }

    private static Explorer.Listing before(EventPage page) {
        long last = page.events().get(page.events().size() - 1).chainSeq();
        return listing(null, null, null, false, last, null, false, 3, 0, null);
    }

    private static Explorer.Listing listing(
            String agent,
            String kind,
            UUID session,
            boolean blocked,
            Long before,
            Long after,
            boolean ascending,
            int limit,
            int offset,
            String search) {
        Explorer.Filter filter = new Explorer.Filter(
                agent,
                kind == null ? List.of() : List.of(kind),
                session,
                blocked ? Outcome.BLOCKED : null,
                null,
                null,
                null,
                search);
        return new Explorer.Listing(filter, before, after, ascending, limit, offset, null, false);
    }

    private static List<UUID> ids(EventPage page) {
        return page.events().stream().map(AuditEvent::eventId).toList();
    }
}

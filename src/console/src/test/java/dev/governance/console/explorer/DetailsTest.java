package dev.governance.console.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.audit.AuditLog;
import dev.governance.console.wire.AuditEvent;
import dev.governance.console.wire.EventDetail;
import dev.governance.console.wire.EventNeighbours;
import dev.governance.console.wire.Json;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One event and what stands beside it, over HTTP. */
class DetailsTest {
    private static AuditLog log;
    private static ExplorerConsole console;
    private static UUID[] ids;

    @BeforeAll
    static void start() throws SQLException {
        log = new AuditLog();
        ids = log.session(7);
        log.tamper(
                "update governance_audit_events set parent_event_id = ? where event_id in (?, ?)",
                ids[2],
                ids[5],
                ids[3]);
        console = new ExplorerConsole(log.url);
    }

    @AfterAll
    static void stop() throws SQLException {
        console.close();
        log.close();
    }

    @Test
    void anEventNamesItsLinksItsPlaceAndItsChildren() {
        EventDetail event = Json.read(console.get("/api/events/" + ids[2]).body(), EventDetail.class);

        assertThat(event.prevHash()).isEqualTo(event.chain().previous().hmacValue());
        assertThat(event.chain().previous().eventId()).isEqualTo(ids[1]);
        assertThat(event.chain().next().eventId()).isEqualTo(ids[3]);
        assertThat(event.chain().position()).isEqualTo(2);
        assertThat(event.chain().signatureStatus()).isEqualTo("unsigned");
        assertThat(event.chain().children()).containsExactly(ids[3], ids[5]);
        assertThat(event.corrections()).isNull(); // nobody here could say
    }

    @Test
    void theEndsOfASessionHaveNoNeighbour() {
        EventDetail first = Json.read(console.get("/api/events/" + ids[1]).body(), EventDetail.class);
        EventDetail last = Json.read(console.get("/api/events/" + ids[7]).body(), EventDetail.class);

        assertThat(first.chain().previous()).isNull();
        assertThat(last.chain().next()).isNull();
        assertThat(last.chain().position()).isEqualTo(7);
    }

    @Test
    void neighboursStandInTheOrderOfTheSession() {
        EventNeighbours beside = Json.read(
                console.get("/api/events/" + ids[4] + "/neighbours?before=2&after=50")
                        .body(),
                EventNeighbours.class);

        assertThat(beside.before()).extracting(AuditEvent::eventId).containsExactly(ids[2], ids[3]);
        assertThat(beside.event().eventId()).isEqualTo(ids[4]);
        assertThat(beside.after()).extracting(AuditEvent::eventId).containsExactly(ids[5], ids[6], ids[7]);
        assertThat(beside.moreBefore()).isTrue();
        assertThat(beside.moreAfter()).isFalse();
        assertThat(console.get("/api/events/" + ids[4] + "/neighbours?before=51")
                        .statusCode())
                .isEqualTo(422);
        assertThat(console.get("/api/events/" + UUID.randomUUID() + "/neighbours")
                        .statusCode())
                .isEqualTo(404);
    }
}

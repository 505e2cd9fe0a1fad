package dev.governance.console.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.Redaction;
import dev.governance.console.contract.Bridge;
import dev.governance.console.contract.Bridge.Frame;
import dev.governance.console.contract.Cost;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.contract.Presence;
import dev.governance.console.db.AuditRows;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows as large as an agent may write them, on their way to browsers. */
class LargeRowsTest {
    /** Of some 60 KB each, as many as one look reads at most. */
    private static final int ROWS = 200;

    private static final long MOST = 4L * 1024 * 1024;

    private final List<Frame> live = new CopyOnWriteArrayList<>();
    private Stage stage;

    @BeforeEach
    void deploy() {
        stage = Stage.open();
        stage.bus().listen(Bridge.FRAMES, frames -> live.addAll(audit(frames.frames())));
        stage.bus().answer(Presence.AGENTS, all -> Future.succeededFuture(new Presence.Agents(List.of())));
        stage.bus().answer(Cost.AGENTS, today -> Future.succeededFuture(new Cost.Agents(List.of())));
        stage.bus().answer(Cost.ALERTS, page -> Future.succeededFuture(new Cost.Alerts(List.of(), null)));
        stage.deploy(new BridgeVerticle(
                stage.bus(), stage.database(), new AuditRows(new Redaction(Set.of())::json), Clock.systemUTC()));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void theyAreToldAndReplayedOneByOneButTheirMetadataOnlyUpToASize() {
        stage.execute("insert into governance_audit_events"
                + " (event_id, session_id, agent_id, kind, metadata_json, hmac_value, created_at)"
                + " select gen_random_uuid(), gen_random_uuid(), 'big', 'tool.call',"
                + " jsonb_build_object('blob', repeat('x', 60000)), repeat('a', 64), now()"
                + " from generate_series(1, " + ROWS + ")");
        stage.bus().announce(Doorbell.APPENDED, new Doorbell.Rung(true));
        Eventually.holds("all rows are told", () -> live.size() == ROWS);

        Bridge.Missed missed = stage.ask(Bridge.MISSED, Bridge.Since.first(0));

        assertThat(missed.reset()).isEmpty();
        assertThat(missed.frames()).hasSize(ROWS);
        assertThat(size(missed.frames())).isLessThan(MOST);
        assertThat(size(live)).isLessThan(MOST);
        assertThat(live.get(0).data()).contains("xxxx");
        assertThat(live.get(ROWS - 1).data()).contains("governance.unreadable");
    }

    private static List<Frame> audit(List<Frame> frames) {
        return frames.stream().filter(frame -> frame.event().equals("audit")).toList();
    }

    private static long size(List<Frame> frames) {
        return frames.stream().mapToLong(frame -> frame.data().length()).sum();
    }
}

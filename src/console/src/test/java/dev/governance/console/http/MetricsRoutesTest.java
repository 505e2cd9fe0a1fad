package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Audit;
import dev.governance.console.wire.MarksVerdict;
import dev.governance.console.wire.Role;
import io.vertx.core.Future;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsRoutesTest {
    @Test
    void aViewerReadsThemAsPrometheusDoes() throws Exception {
        Audit.Findings known = new Audit.Findings(
                List.of(),
                new Audit.Counts(0, 3, 0, 0),
                new Audit.Reading(null, 0, null, true, null, 7, 0, 0, 0),
                new MarksVerdict(MarksVerdict.State.MISSING, "There are none.", null, null, null, null));
        try (FrontDoor door = new FrontDoor()) {
            door.bus.answer(Audit.KNOWN, asked -> Future.succeededFuture(known));

            for (String path : List.of("/metrics", "/api/metrics")) {
                HttpResponse<String> answer = door.send(door.as(Role.VIEWER, path));

                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().firstValue("content-type")).contains(MetricsText.TYPE);
                assertThat(answer.body())
                        .contains("governance_chain_damaged_sessions{verdict=\"truncated\"} 3\n")
                        .contains("governance_marks_state{state=\"missing\"} 1\n")
                        .endsWith("process_is_measured 1\n");
                assertThat(door.send(door.request(path)).statusCode()).isEqualTo(401);
            }
        }
    }

    @Test
    void whileTheChainIsUnknownTheScrapeFailsSoThatNoAlarmFallsSilent() throws Exception {
        try (FrontDoor door = new FrontDoor()) {
            HttpResponse<String> answer = door.send(door.as(Role.VIEWER, "/metrics"));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("chain_unknown");
        }
    }
}

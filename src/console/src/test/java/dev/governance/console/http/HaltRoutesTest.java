package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.FleetHalts;
import dev.governance.console.wire.HaltPreview;
import dev.governance.console.wire.HaltResults;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.Problem;
import dev.governance.console.wire.Role;
import io.vertx.core.Future;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Halting many at the front door: who may, what is passed on, what is told. */
class HaltRoutesTest {
    private static final String PREVIEW = "/api/halts/preview?pattern=refund-*";
    private static final String BODY = "{\"pattern\":\"refund-*\",\"reason\":\"why\",\"expected\":2}";

    private static final List<FleetHalts.Halt> asked = new ArrayList<>();
    private static FrontDoor door;

    @BeforeAll
    static void open() {
        door = new FrontDoor();
        door.bus.answer(
                FleetHalts.PREVIEW,
                look -> Future.succeededFuture(new HaltPreview(
                        look.pattern(),
                        new HaltPreview.Group(2, List.of("refund-1", "refund-2")),
                        new HaltPreview.Group(0, List.of()),
                        "abc",
                        1_000)));
        door.bus.answer(FleetHalts.HALT, halt -> {
            asked.add(halt);
            return Future.succeededFuture(HaltResults.of(
                    halt.pattern(),
                    List.of(
                            new HaltResults.Agent(
                                    "refund-1",
                                    HaltResults.Outcome.HALTED,
                                    Instant.parse("2026-05-01T10:00:00Z"),
                                    null,
                                    null),
                            new HaltResults.Agent("refund-2", HaltResults.Outcome.FAILED, null, "locked", "try again")),
                    7));
        });
    }

    @BeforeEach
    void forget() {
        asked.clear();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void aViewerAndAStrangerSeeAndHaltNobody() throws Exception {
        HttpRequest.Builder stranger = door.request("/api/halts")
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(BODY));

        assertThat(door.send(door.as(Role.VIEWER, PREVIEW)).statusCode()).isEqualTo(403);
        assertThat(door.send(post(Role.VIEWER, BODY)).statusCode()).isEqualTo(403);
        assertThat(door.send(door.request(PREVIEW)).statusCode()).isEqualTo(401);
        assertThat(door.send(stranger).statusCode()).isEqualTo(401);
        assertThat(asked).isEmpty();
    }

    @Test
    void anAdminSeesWhomAPatternMeans() throws Exception {
        HttpResponse<String> answer = door.send(door.as(Role.ADMIN, PREVIEW));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"pattern\":\"refund-*\","
                        + "\"would_halt\":{\"count\":2,\"agents\":[\"refund-1\",\"refund-2\"]},"
                        + "\"already_halted\":{\"count\":0,\"agents\":[]},\"set\":\"abc\",\"most\":1000}");
    }

    @Test
    void aLookWithoutAPatternIsNoLookAtAll() throws Exception {
        HttpResponse<String> none = door.send(door.as(Role.ADMIN, "/api/halts/preview"));
        HttpResponse<String> misspelt = door.send(door.as(Role.ADMIN, "/api/halts/preview?patern=x"));

        assertThat(none.statusCode()).isEqualTo(422);
        assertThat(problem(none).code()).isEqualTo("invalid_pattern");
        assertThat(problem(misspelt).detail()).contains("did you mean pattern?");
    }

    @Test
    void aHaltIsPassedOnAndEachAgentIsTold() throws Exception {
        UUID key = UUID.randomUUID();

        HttpResponse<String> answer = door.send(
                post(Role.ADMIN, BODY.replace("}", ",\"set\":\"abc\"}")).header("idempotency-key", key.toString()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"ok\":false,\"pattern\":\"refund-*\","
                        + "\"halted\":1,\"already_halted\":0,\"failed\":1,\"unknown\":0,\"remaining\":7,\"agents\":["
                        + "{\"agent_id\":\"refund-1\",\"outcome\":\"halted\",\"halted_at\":\"2026-05-01T10:00:00Z\","
                        + "\"code\":null,\"reason\":null},"
                        + "{\"agent_id\":\"refund-2\",\"outcome\":\"failed\",\"halted_at\":null,"
                        + "\"code\":\"locked\",\"reason\":\"try again\"}]}");
        assertThat(asked)
                .singleElement()
                .satisfies(halt -> assertThat(halt)
                        .isEqualTo(new FleetHalts.Halt("refund-*", halt.by(), "why", 2, false, "abc", key)));
        assertThat(asked.get(0).by().username()).isEqualTo("admin");
    }

    @Test
    void thatMoreAreFineIsPassedOn() throws Exception {
        door.send(post(Role.ADMIN, BODY.replace("}", ",\"at_least\":true}")));
        door.send(post(Role.ADMIN, BODY.replace("}", ",\"at_least\":null}")));

        assertThat(asked).extracting(FleetHalts.Halt::atLeast).containsExactly(true, false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'reason':'why','expected':2}|pattern is required",
                "{'pattern':'*','expected':2}|reason is required",
                "{'pattern':'*','reason':'why'}|expected is required",
                "{'pattern':'*','reason':'why','expected':null}|expected is required",
                "{'pattern':'*','reason':'why','expected':'many'}|expected",
                "{'pattern':'*','reason':'why','expected':2.5}|expected",
                "{'pattern':'*','reason':'why','expected':99999999999}|expected",
                "{'pattern':'*','reason':'why','expected':2,'at_least':'perhaps'}|at_least",
                "{'pattern':['*'],'reason':'why','expected':2}|pattern"
            })
    void whatIsMissingOrWrongIsNamed(String body, String named) throws Exception {
        HttpResponse<String> answer = door.send(post(Role.ADMIN, body.replace('\'', '"')));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(problem(answer).detail()).startsWith("body: ").contains(named);
        assertThat(asked).isEmpty();
    }

    private static HttpRequest.Builder post(Role role, String body) {
        return door.as(role, "/api/halts")
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private static Problem problem(HttpResponse<String> answer) {
        return Json.read(answer.body(), Problem.class);
    }
}

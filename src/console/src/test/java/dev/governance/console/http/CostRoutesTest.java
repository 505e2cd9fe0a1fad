package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Cost;
import dev.governance.console.wire.AgentCaps;
import dev.governance.console.wire.CostAlert;
import dev.governance.console.wire.CostCourse;
import dev.governance.console.wire.CostHistory;
import dev.governance.console.wire.CostProjection;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.ModelSpend;
import dev.governance.console.wire.Problem;
import dev.governance.console.wire.Role;
import dev.governance.console.wire.SessionSpend;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is spent, at the front door. */
class CostRoutesTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
    private static final LocalDate DAY = LocalDate.parse("2026-05-01");
    private static final CostProjection NONE = CostProjection.none("nothing was used today");

    private static final List<Record> asked = new ArrayList<>();
    private static FrontDoor door;

    @BeforeAll
    static void open() {
        door = new FrontDoor();
        door.bus.answer(
                Cost.SESSIONS,
                question -> told(
                        question,
                        new Cost.Sessions(
                                List.of(new SessionSpend("a", new UUID(1, 2), new BigDecimal("1.20"), 7, NOW)))));
        door.bus.answer(
                Cost.MODELS,
                question -> told(
                        question,
                        new Cost.Models(List.of(
                                new ModelSpend("a", "m", BigDecimal.ZERO, 7, NOW, true, 3, true, 5L, 4L, 3L, 0L)))));
        door.bus.answer(
                Cost.DAYS,
                question -> told(
                        question,
                        new CostHistory(
                                DAY,
                                DAY,
                                null,
                                List.of(new CostHistory.Day(DAY, BigDecimal.ONE, 2, 3)),
                                NONE,
                                3,
                                List.of(new CostHistory.Agent(
                                        "a", List.of(new CostHistory.AgentDay(DAY, BigDecimal.ONE, 2)))))));
        door.bus.answer(
                Cost.COURSE,
                question -> told(
                        question,
                        new CostCourse(
                                DAY, "a", CostCourse.SPREAD, List.of(new CostCourse.Point(NOW, BigDecimal.ONE, 2)))));
        door.bus.answer(
                Cost.CAPS,
                question -> told(
                        question,
                        new Cost.Caps(DAY, 80, List.of(new AgentCaps("a", List.of(), "it has no cap", NONE)), "n")));
    }

    @Test
    void alertsArePassedOnInPages() throws Exception {
        CostAlert alert = new CostAlert(
                new UUID(1, 2),
                "a",
                "per_agent_usd_daily",
                "usd",
                "2026-05-01",
                80,
                BigDecimal.TEN,
                BigDecimal.TEN,
                new BigDecimal("100.0"),
                NOW);
        door.bus.answer(Cost.ALERTS, question -> told(question, new Cost.Alerts(List.of(alert), "more")));

        HttpResponse<String> answer = get("/api/cost/alerts?agent_id=a&cursor=c&limit=500");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).endsWith("}],\"next_cursor\":\"more\"}");
        assertThat(asked).containsExactly(new Cost.OfAlerts("a", "c", 500));
    }

    private static <A extends Record> Future<A> told(Record question, A answer) {
        asked.add(question);
        return Future.succeededFuture(answer);
    }

    @BeforeEach
    void forget() {
        asked.clear();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return door.send(door.as(Role.VIEWER, path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/cost/sessions",
                "/api/cost/models",
                "/api/cost/daily",
                "/api/cost/today",
                "/api/cost/caps",
                "/api/cost/alerts"
            })
    void aStrangerIsToldNothing(String path) throws Exception {
        assertThat(door.send(door.request(path)).statusCode()).isEqualTo(401);
        assertThat(asked).isEmpty();
    }

    @Test
    void sessionsAndModelsAreArraysWithTheMembersOfThePythonConsole() throws Exception {
        assertThat(get("/api/cost/sessions?agent_id=a&limit=500").body())
                .isEqualTo("[{\"agent_id\":\"a\",\"session_id\":\"00000000-0000-0001-0000-000000000002\","
                        + "\"usd_used\":1.20,\"tokens_used\":7,\"last_updated\":\"2026-05-01T10:00:00Z\"}]");
        assertThat(get("/api/cost/models").body())
                .startsWith("[{\"agent_id\":\"a\",\"model\":\"m\",\"usd_used_today\":0,\"tokens_used_today\":7,"
                        + "\"last_updated\":\"2026-05-01T10:00:00Z\",");
        get("/api/cost/sessions");
        assertThat(asked)
                .containsExactly(new Cost.OfSessions("a", 500), new Cost.OfModels(null), new Cost.OfSessions(null, 50));
    }

    @Test
    void daysAndCapsArePassedOn() throws Exception {
        assertThat(get("/api/cost/daily?from=2026-04-01&to=2026-05-01&agent_id=b&top=5")
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/api/cost/caps?cursor=abc&limit=7").statusCode()).isEqualTo(200);
        get("/api/cost/daily");
        get("/api/cost/caps");
        assertThat(get("/api/cost/today?agent_id=a").body())
                .isEqualTo("{\"day\":\"2026-05-01\",\"agent_id\":\"a\",\"method\":\"sessions_spread_evenly\","
                        + "\"points\":[{\"at\":\"2026-05-01T10:00:00Z\",\"usd\":1,\"tokens\":2}]}");
        assertThat(asked)
                .containsExactly(
                        new Cost.OfDays("b", LocalDate.parse("2026-04-01"), DAY, 5),
                        new Cost.OfCaps(null, "abc", 7),
                        new Cost.OfDays(null, null, null, 0),
                        new Cost.OfCaps(null, null, 100),
                        new Cost.OfCourse("a"));
    }

    @ParameterizedTest
    @CsvSource({
        "sessions?limit=0, invalid_limit",
        "sessions?limit=501, invalid_limit",
        "sessions?agent_id=, invalid_agent_id",
        "sessions?agent_id=%00, invalid_agent_id",
        "models?agent_id=, invalid_agent_id",
        "models?limit=3, unknown_parameter",
        "daily?from=yesterday, invalid_from",
        "daily?to=2026-02-30, invalid_to",
        "daily?to=12026-02-03, invalid_to",
        "daily?days=3, unknown_parameter",
        "daily?top=101, invalid_top",
        "today?limit=1, unknown_parameter",
        "caps?limit=-1, invalid_limit",
        "alerts?limit=501, invalid_limit",
        "alerts?agent_id=, invalid_agent_id",
        "caps?agent_id=a&agent_id=b, invalid_agent_id"
    })
    void whatIsWrongIsNamed(String path, String code) throws Exception {
        HttpResponse<String> answer = get("/api/cost/" + path);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Json.read(answer.body(), Problem.class).code()).isEqualTo(code);
        assertThat(asked).isEmpty();
    }

    /** The Python console shows no models then, as if none had been used. */
    @Test
    void aFailureIsAFailureAndNeverAnEmptyList() throws Exception {
        try (FrontDoor alone = new FrontDoor()) {
            assertThat(alone.send(alone.as(Role.VIEWER, "/api/cost/models")).statusCode())
                    .isEqualTo(503);
        }
    }
}

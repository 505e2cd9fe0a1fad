package dev.governance.console.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.bus.Fault;
import dev.governance.console.contract.Cost;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.AgentCaps;
import dev.governance.console.wire.CostCourse;
import dev.governance.console.wire.CostHistory;
import dev.governance.console.wire.ModelSpend;
import dev.governance.console.wire.SessionSpend;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of sessions, models, days and caps, on a database that agents filled. */
class UsageTest {
    private static final UUID SESSION = new UUID(5, 5);

    private Stage stage;

    @BeforeEach
    void deploy() {
        stage = Stage.open();
        stage.deploy(new CostVerticle(stage.bus(), stage.database(), stage.ledger(), List::of, false, () -> 80));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void session(String agent, UUID session, String usd, long tokens, String ago) {
        stage.execute(
                "insert into governance_cost_session_usage (agent_id, session_id, usd_used, tokens_used, last_updated,"
                        + " started_at) values (?, ?, ?::float8, ?, now() - ?::interval, now() - ?::interval"
                        + " - interval '90 seconds')",
                agent,
                session,
                usd,
                tokens,
                ago,
                ago);
    }

    private void day(String agent, int daysAgo, String usd, long tokens) {
        stage.execute(
                "insert into governance_cost_agent_daily (agent_id, day_utc, usd_used, tokens_used)"
                        + " values (?, (now() at time zone 'utc')::date - ?, ?::float8, ?)",
                agent,
                daysAgo,
                usd,
                tokens);
    }

    private void model(String agent, String model, int daysAgo, String usd, long tokens) {
        stage.execute(
                "insert into governance_cost_model_daily (agent_id, model, day_utc, usd_used, tokens_used)"
                        + " values (?, ?, (now() at time zone 'utc')::date - ?, ?::float8, ?)",
                agent,
                model,
                daysAgo,
                usd,
                tokens);
    }

    private void refusal(String agent, String model, String error, String ago) {
        stage.execute(
                "insert into governance_audit_events (event_id, session_id, agent_id, kind, model, hmac_value, created_at,"
                        + " metadata_json) values (gen_random_uuid(), gen_random_uuid(), ?, 'budget.check_failed', ?,"
                        + " 'mac', now() - ?::interval, jsonb_build_object('error_type', ?::text))",
                agent,
                model,
                ago,
                error);
    }

    private void budget(String agent, String json) {
        stage.execute(
                "insert into governance_policies (agent_id, policy_type, policy_json) values (?, 'budget', ?::jsonb)",
                agent,
                json);
    }

    private void reservation(String agent, UUID session, String usd, long tokens, String expires) {
        stage.execute(
                "insert into governance_console.budget_reservations (reservation_id, agent_id, session_id, day, usd,"
                        + " tokens, expires_at) values (gen_random_uuid(), ?, ?, (now() at time zone 'utc')::date,"
                        + " ?::numeric, ?, now() + ?::interval)",
                agent,
                session,
                usd,
                tokens,
                expires);
    }

    private LocalDate today() {
        return LocalDate.parse((String) stage.one("select (now() at time zone 'utc')::date::text as day")
                .get("day"));
    }

    @Test
    void theDearestSessionsComeFirstAndThoseOfAnAgentAlone() {
        session("a", new UUID(1, 1), "0.30000000000000004", 30, "9 days");
        session("a", new UUID(1, 2), "2.5", 20, "1 hour");
        session("b", new UUID(1, 3), "7", 10, "2 days");

        List<SessionSpend> all =
                stage.ask(Cost.SESSIONS, new Cost.OfSessions(null, 2)).sessions();
        List<SessionSpend> one =
                stage.ask(Cost.SESSIONS, new Cost.OfSessions("a", 50)).sessions();

        assertThat(all).extracting(SessionSpend::sessionId).containsExactly(new UUID(1, 3), new UUID(1, 2));
        assertThat(one)
                .extracting(spend -> spend.usdUsed() + " " + spend.tokensUsed())
                .containsExactly("2.5 20", "0.3 30");
    }

    @Test
    void aModelThatCostsNothingIsMarkedWhetherItWasUsedOrRefused() {
        model("a", "gpt-4o", 0, "1.25", 500);
        model("a", "strange", 0, "0", 700);
        model("a", "gpt-4o", 1, "9", 900);
        model("b", "gpt-4o", 0, "0", 0);
        refusal("a", "unheard-of", "UnknownModelException", "1 second");
        refusal("a", "unheard-of", "UnknownModelError", "0 seconds");
        refusal("a", "gpt-4o", "SQLException", "0 seconds");
        refusal("a", "unheard-of", "UnknownModelException", "25 hours");

        List<ModelSpend> models =
                stage.ask(Cost.MODELS, new Cost.OfModels(null)).models();

        assertThat(models)
                .extracting(spend -> spend.agentId() + " " + spend.model() + " " + spend.usdUsedToday() + " "
                        + spend.tokensUsedToday() + " " + spend.unpriced() + " " + spend.callsRefusedToday())
                .containsExactlyInAnyOrder(
                        "a gpt-4o 1.25 500 false 0",
                        "a strange 0 700 true 0",
                        "a unheard-of 0 0 true 2",
                        "b gpt-4o 0 0 false 0");
        assertThat(models.get(0).model()).isEqualTo("gpt-4o");
        assertThat(stage.ask(Cost.MODELS, new Cost.OfModels("b")).models()).hasSize(1);
    }

    @Test
    void everyDayOfASpanIsThereOfTheFleetAndOfAnAgent() {
        day("a", 0, "0.1", 10);
        day("b", 0, "0.2", 20);
        day("a", 2, "5", 50);
        day("a", 3, "7", 70);
        LocalDate today = today();

        CostHistory fleet = stage.ask(Cost.DAYS, new Cost.OfDays(null, today.minusDays(2), null, 1));
        CostHistory one = stage.ask(Cost.DAYS, new Cost.OfDays("b", today.minusDays(2), today, 0));
        CostHistory usual = stage.ask(Cost.DAYS, new Cost.OfDays(null, null, null, 0));

        assertThat(fleet.days())
                .containsExactly(
                        new CostHistory.Day(today.minusDays(2), new BigDecimal("5"), 50, 1),
                        new CostHistory.Day(today.minusDays(1), BigDecimal.ZERO, 0, 0),
                        new CostHistory.Day(today, new BigDecimal("0.3"), 30, 2));
        assertThat(one.days()).extracting(CostHistory.Day::tokens).containsExactly(0L, 0L, 20L);
        assertThat(one.agentId()).isEqualTo("b");
        assertThat(usual.days()).hasSize(30);
        assertThat(usual.from()).isEqualTo(today.minusDays(29));
        assertThat(usual.days().get(26).usd()).isEqualTo(new BigDecimal("7"));
        assertThat(usual.agents()).isEqualTo(2);
        assertThat(usual.top()).isEmpty();
    }

    @Test
    void agentsWithTheMostDollarsAndTheMostTokensAreToldDayByDay() {
        day("dear", 0, "0.1", 10);
        day("dear", 2, "5", 5);
        day("middling", 1, "3", 30);
        day("talkative", 0, "0", 900);
        LocalDate today = today();

        CostHistory history = stage.ask(Cost.DAYS, new Cost.OfDays(null, null, null, 1));

        assertThat(history.agents()).isEqualTo(3);
        assertThat(history.top()).extracting(CostHistory.Agent::agentId).containsExactly("dear", "talkative");
        assertThat(history.top().get(0).days())
                .containsExactly(
                        new CostHistory.AgentDay(today.minusDays(2), new BigDecimal("5"), 5),
                        new CostHistory.AgentDay(today, new BigDecimal("0.1"), 10));
    }

    @Test
    void theDayGoesUpFromNothingToWhatWasCounted() {
        session("a", new UUID(1, 1), "2", 100, "1 second");
        session("a", new UUID(1, 2), "9", 100, "2 days");
        session("b", new UUID(1, 3), "4", 50, "1 second");
        day("a", 0, "2.5", 120);
        day("b", 0, "4", 50);

        CostCourse fleet = stage.ask(Cost.COURSE, new Cost.OfCourse(null));
        CostCourse one = stage.ask(Cost.COURSE, new Cost.OfCourse("b"));

        assertThat(fleet.day()).isEqualTo(today());
        assertThat(fleet.points().get(0).usd()).isEqualTo(BigDecimal.ZERO);
        assertThat(fleet.points().get(fleet.points().size() - 1).usd()).isEqualTo(new BigDecimal("6.5"));
        assertThat(fleet.points().get(fleet.points().size() - 1).tokens()).isEqualTo(170);
        assertThat(fleet.points()).isSortedAccordingTo(Comparator.comparing(CostCourse.Point::usd));
        assertThat(one.points().get(one.points().size() - 1).usd()).isEqualTo(new BigDecimal("4"));
    }

    @Test
    void aDayWithoutUseStaysAtNothing() {
        assertThat(stage.ask(Cost.COURSE, new Cost.OfCourse(null)).points())
                .isNotEmpty()
                .allMatch(point -> point.usd().signum() == 0 && point.tokens() == 0);
    }

    @Test
    void aSumThatIsNoNumberIsBeyondEveryCapAndSpoilsNoOther() {
        day("a", 0, "NaN", Long.MAX_VALUE);
        day("b", 0, "Infinity", Long.MAX_VALUE);
        day("c", 0, "1", 1);

        CostHistory.Day day = stage.ask(Cost.DAYS, new Cost.OfDays(null, today(), null, 0))
                .days()
                .get(0);

        assertThat(day.usd()).isEqualTo(new BigDecimal("2000000000001"));
        assertThat(day.tokens()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aSpanThatIsTooLongOrEndsBeforeItBeginsIsRefused() {
        LocalDate day = LocalDate.parse("2026-03-01");

        assertThat(stage.refused(Cost.DAYS, new Cost.OfDays(null, day, day.minusDays(1), 0)))
                .satisfies(refusal -> assertThat(refusal.fault()).isEqualTo(Fault.INVALID))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("invalid_from"));
        assertThat(stage.refused(Cost.DAYS, new Cost.OfDays(null, day, day.plusDays(366), 0))
                        .code())
                .isEqualTo("span_too_long");
        assertThat(stage.ask(Cost.DAYS, new Cost.OfDays(null, day, day.plusDays(365), 0))
                        .days())
                .hasSize(366);
        assertThat(stage.ask(Cost.DAYS, new Cost.OfDays(null, null, LocalDate.parse("0000-01-01"), 0))
                        .projection()
                        .reason())
                .isEqualTo("the span does not hold the present day");
    }

    @Test
    void capsStandBesideWhatIsUsedAndWhatIsHeld() {
        budget("a", "{\"agent_id\": \"a\", \"per_agent_usd_daily\": 10, \"per_session_usd\": 4}");
        budget("b", "{\"per_agent_tokens_daily\": 100}");
        stage.execute(
                "insert into governance_policies (agent_id, policy_type, policy_json) values ('c', 'scope', '{}')");
        day("a", 0, "2.5", 10);
        day("a", 1, "9", 90);
        session("a", SESSION, "1.5", 10, "0 seconds");
        session("a", new UUID(5, 6), "3.5", 10, "25 hours");
        reservation("a", SESSION, "0.25", 3, "1 minute");
        reservation("a", new UUID(5, 7), "0.5", 4, "1 minute");
        reservation("a", SESSION, "99", 4, "-1 second");

        Cost.Caps caps = stage.ask(Cost.CAPS, new Cost.OfCaps(null, null, 100));

        assertThat(caps.day()).isEqualTo(today());
        assertThat(caps.nextCursor()).isNull();
        assertThat(caps.warningPercent()).isEqualTo(80);
        assertThat(caps.agents()).extracting(AgentCaps::agentId).containsExactly("a", "b");
        assertThat(caps.agents().get(0).caps())
                .extracting(cap -> cap.cap() + " " + cap.used() + " "
                        + cap.reserved().stripTrailingZeros() + " " + cap.percent() + " " + cap.sessionId())
                .containsExactly("per_session_usd 1.5 0.25 37.5 " + SESSION, "per_agent_usd_daily 2.5 0.75 25.0 null");
        assertThat(caps.agents().get(1).caps()).extracting(AgentCaps.Cap::used).containsExactly(BigDecimal.ZERO);
    }

    @Test
    void budgetsComeInPages() {
        for (String agent : List.of("é", "a", "b", "ü | x")) {
            budget(agent, "{\"per_session_usd\": 4}");
        }

        Cost.Caps first = stage.ask(Cost.CAPS, new Cost.OfCaps(null, null, 3));
        Cost.Caps second = stage.ask(Cost.CAPS, new Cost.OfCaps(null, first.nextCursor(), 3));

        assertThat(first.agents()).hasSize(3);
        assertThat(second.agents()).hasSize(1);
        assertThat(second.nextCursor()).isNull();
        assertThat(stage.ask(Cost.CAPS, new Cost.OfCaps("b", null, 3)).agents()).hasSize(1);
        for (String strange : List.of("%", "YQ==", "AA", "\u0000")) {
            assertThat(stage.refused(Cost.CAPS, new Cost.OfCaps(null, strange, 3))
                            .code())
                    .isEqualTo("invalid_cursor");
        }
    }

    @Test
    void anAbsurdBudgetCostsItselfAlone() {
        budget("a", "{\"per_agent_usd_daily\": 1e131000}");
        budget("b", "{\"per_agent_usd_daily\": 1, \"x\": \"" + "x".repeat(100_000) + "\"}");
        budget("c", "{\"per_agent_usd_daily\": 10}");

        List<AgentCaps> agents =
                stage.ask(Cost.CAPS, new Cost.OfCaps(null, null, 10)).agents();

        assertThat(agents).extracting(agent -> agent.caps().size()).containsExactly(0, 0, 1);
        assertThat(agents.get(0).problem()).isNotNull();
        assertThat(agents.get(1).problem()).isEqualTo("the stored budget is too long to be read");
        assertThat(agents.get(2).problem()).isNull();
    }
}

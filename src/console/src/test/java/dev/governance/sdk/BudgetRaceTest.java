package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Forty-eight threads in three processes spend one budget. */
class BudgetRaceTest {
    private static final int PROCESSES = 3;
    private static final String PROJECTED = "0.01";
    private static final BigDecimal CAP = new BigDecimal("3.00");
    private static final int CALLS = 300; // that the cap is good for

    private static final SdkDatabase DATABASE = new SdkDatabase();

    /** Dollars of the busiest day, or of the busiest session, settled and held, as of one moment. */
    private static final String COMMITTED = """
            with held as (
              select session_id, day, usd
                from governance_console.budget_reservations
               where agent_id = ? and outcome is null and expires_at > now()
            ), committed as (
              select 'day ' || day_utc as counter, usd_used::numeric as usd
                from governance_cost_agent_daily where agent_id = ?
              union all
              select 'day ' || day, usd from held
              union all
              select 'session ' || session_id, usd_used::numeric
                from governance_cost_session_usage where agent_id = ?
              union all
              select 'session ' || session_id, usd from held
            )
            select round(sum(usd), 6) from committed where counter like ? || '%' group by counter order by 1 desc limit 1
            """;

    private final List<SpenderRun> spenders = new ArrayList<>();

    @AfterEach
    void end() {
        spenders.forEach(SpenderRun::close);
    }

    private SpenderRun spender(String agentId, String session, String real, long callMillis, long expiresSeconds) {
        SpenderRun run = SpenderRun.start(List.of(
                DATABASE.url().jdbcUrl(),
                DATABASE.url().user(),
                DATABASE.url().password(),
                agentId,
                session,
                PROJECTED,
                "10",
                real,
                "" + callMillis,
                "" + expiresSeconds));
        spenders.add(run);
        return run;
    }

    private static void register(Budget budget) {
        try (Governance governance = DATABASE.governance()) {
            governance.cost().register(budget);
        }
    }

    private static BigDecimal committed(String agentId, String scope) {
        return DATABASE.list(COMMITTED, agentId, agentId, agentId, scope).stream()
                .map(BigDecimal::new)
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }

    /** Lets them all start at once, and answers the most that was ever committed until they ended. */
    private static BigDecimal most(List<SpenderRun> runs, String agentId, String scope) {
        runs.forEach(run -> run.await("ready"));
        runs.forEach(SpenderRun::proceed);
        BigDecimal most = BigDecimal.ZERO;
        while (runs.stream().anyMatch(SpenderRun::runs)) {
            most = most.max(committed(agentId, scope));
        }
        return most.max(committed(agentId, scope));
    }

    private static int calls(List<SpenderRun> runs) {
        return runs.stream()
                .mapToInt(run -> Integer.parseInt(run.await("refused")))
                .sum();
    }

    private List<SpenderRun> three(String agentId, String session, String real) {
        return Stream.generate(() -> spender(agentId, session, real, 5, 60))
                .limit(PROCESSES)
                .toList();
    }

    @Test
    void theDaysCapIsSpentToTheLastCentAndNeverPassed() {
        register(Budget.of("day-racer").perAgentUsdDaily(CAP));
        List<SpenderRun> runs = three("day-racer", "own", PROJECTED);

        BigDecimal most = most(runs, "day-racer", "day");

        assertThat(most).isEqualByComparingTo(CAP);
        assertThat(calls(runs)).isEqualTo(CALLS);
        assertThat(committed("day-racer", "day")).isEqualByComparingTo(CAP);
    }

    @Test
    void aSessionsCapOfTokensIsSpentToTheLastAndNeverPassed() {
        UUID session = UUID.randomUUID();
        register(Budget.of("session-racer").perSessionTokens(CALLS * 10));
        List<SpenderRun> runs = three("session-racer", session.toString(), PROJECTED);

        BigDecimal most = most(runs, "session-racer", "session");

        assertThat(most).isEqualByComparingTo(CAP);
        assertThat(calls(runs)).isEqualTo(CALLS);
        assertThat(DATABASE.list("select tokens_used from governance_cost_session_usage where session_id = ?", session))
                .containsExactly("" + CALLS * 10);
    }

    /** Calls that take a tenth more than was projected pass the cap by what is under way, and by no more. */
    @Test
    void theCapIsPassedByNoMoreThanTheErrorOfTheProjections() {
        register(Budget.of("optimist").perAgentUsdDaily(CAP));

        BigDecimal most = most(three("optimist", "own", "0.011"), "optimist", "day");

        BigDecimal errors = new BigDecimal("0.001").multiply(BigDecimal.valueOf(PROCESSES * Spender.THREADS));
        assertThat(most).isBetween(CAP.subtract(new BigDecimal(PROJECTED)), CAP.add(errors));
    }

    @Test
    void aProcessThatIsKilledHoldsItsPartUntilItExpires() {
        register(Budget.of("victim").perAgentUsdDaily(CAP));
        SpenderRun victim = spender("victim", "own", PROJECTED, 250, 5);
        List<SpenderRun> others = Stream.generate(() -> spender("victim", "own", PROJECTED, 5, 60))
                .limit(PROCESSES - 1)
                .toList();
        victim.await("ready");
        victim.proceed();
        victim.await("called");

        victim.kill();
        BigDecimal beside = most(others, "victim", "day");
        String abandoned = "select usd from governance_console.budget_reservations"
                + " where agent_id = 'victim' and outcome is null";
        int lost = DATABASE.list(abandoned).size();
        boolean expired = SdkDatabase.eventually(
                () -> DATABASE.list(abandoned + " and expires_at > now()").isEmpty());
        BigDecimal afterwards = most(List.of(spender("victim", "own", PROJECTED, 5, 60)), "victim", "day");

        assertThat(lost).as("calls of the victim under way").isBetween(1, Spender.THREADS);
        assertThat(beside).isLessThanOrEqualTo(CAP);
        assertThat(expired).isTrue();
        assertThat(afterwards).isEqualByComparingTo(CAP);
        assertThat(DATABASE.list("select round(sum(usd_used)::numeric, 6) from governance_cost_agent_daily"
                        + " where agent_id = 'victim'"))
                .containsExactly("3.000000");
    }
}

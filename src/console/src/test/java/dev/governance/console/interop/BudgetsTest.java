package dev.governance.console.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.TestPostgres;
import dev.governance.sdk.Governance;
import dev.governance.sdk.Reservation;
import dev.governance.sdk.Usage;
import dev.governance.sdk.errors.BudgetExceededException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** An agent of the real Python SDK and one of ours spend the same budget. */
@Tag("interop")
class BudgetsTest {
    private static final String AGENT = "spender";

    private final DatabaseUrl database = TestPostgres.migrated();
    private final UUID session = UUID.randomUUID();

    private Usage usage(String usd) {
        return new Usage(AGENT, session, new BigDecimal(usd), 100, "gpt-4o-mini");
    }

    private Reservation reserve(Governance governance, String usd) {
        return governance.cost().reserve(usage(usd), Duration.ofMinutes(5));
    }

    private Governance governance() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(database.user());
        source.setPassword(database.password());
        return Governance.builder(source)
                .auditSecret(PythonRelease.SECRET)
                .holdingFolder(Path.of("target", "held", "budgets"))
                .build();
    }

    private static void assertSeen(JsonNode seen, String refusal, String usd, int tokens) {
        assertThat(seen.get("refusal").asText()).isEqualTo(refusal);
        assertThat(seen.get("session_usd").asText()).isEqualTo(usd);
        assertThat(seen.get("day_usd").asText()).isEqualTo(usd);
        assertThat(seen.get("day_tokens").asInt()).isEqualTo(tokens);
    }

    /** The budget is the row that the package wrote: no Java code registers one. */
    @ParameterizedTest
    @EnumSource
    void whatPythonSpentIsRespectedAndWhatJavaSettledIsSeen(PythonRelease release) {
        try (Governance governance = governance();
                PythonRun python = release.script(database, "spend.py", AGENT, session.toString())) {
            assertSeen(python.await("spent"), "null", "0.30000000000000004", 200);

            Reservation first = reserve(governance, "0.7");
            assertThatThrownBy(() -> reserve(governance, "0.000001"))
                    .isInstanceOfSatisfying(
                            BudgetExceededException.class,
                            breach -> assertThat(breach.used()).isEqualByComparingTo("1.000001"));
            python.proceed();
            assertSeen(python.await("beside"), "null", "0.30000000000000004", 200);

            assertThat(first.settle(usage("0.6"))).isTrue();
            python.proceed();
            assertSeen(python.await("settled"), "null", "0.9", 300);

            assertThat(reserve(governance, "0.1").settle(usage("0.2"))).isTrue();
            python.proceed();
            assertSeen(python.await("passed"), "BudgetExceeded", "1.1", 400);
            assertThatThrownBy(() -> reserve(governance, "0")).isInstanceOf(BudgetExceededException.class);

            python.proceed();
            python.await("twin");
            python.finish();
        }

        Rows rows = new Rows(database);
        for (String table : new String[] {"session_usage", "agent_daily", "model_daily"}) {
            assertThat(rows.texts("select count(distinct (float8send(usd_used), tokens_used)) || ' of ' || count(*)"
                            + " from governance_cost_" + table))
                    .as("the same bytes as if Python alone had spent: " + table)
                    .containsExactly("1 of 2");
        }
    }
}

package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.sdk.errors.BudgetCheckFailedException;
import dev.governance.sdk.errors.BudgetExceededException;
import dev.governance.sdk.errors.StoreException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operator changes a stored budget, and the next check goes by it. */
class OperatorBudgetTest {
    private static final SdkDatabase DATABASE = new SdkDatabase();
    private static final Governance GOVERNANCE = DATABASE.governance();

    private final UUID session = UUID.randomUUID();

    @AfterAll
    static void close() {
        GOVERNANCE.close();
    }

    private static Budget budget(String agentId, long tokens) {
        return Budget.of(agentId).perSessionTokens(tokens);
    }

    private static void write(String agentId, String json) {
        DATABASE.execute(
                "insert into governance_policies (agent_id, policy_type, policy_json) values (?, 'budget', ?::jsonb)"
                        + " on conflict (agent_id, policy_type) do update set policy_json = excluded.policy_json",
                agentId,
                json);
    }

    private void assertAllowed(Governance governance, String agentId, long tokens) {
        assertThatCode(() -> governance.cost().checkOrThrow(agentId, session, tokens))
                .doesNotThrowAnyException();
        Usage usage = new Usage(agentId, session, BigDecimal.ZERO, tokens, null);
        governance.cost().reserve(usage, Duration.ofMinutes(1)).close();
    }

    private void assertRefused(
            Governance governance, String agentId, long tokens, Class<? extends RuntimeException> how) {
        assertThatThrownBy(() -> governance.cost().checkOrThrow(agentId, session, tokens))
                .isInstanceOf(how);
        Usage usage = new Usage(agentId, session, BigDecimal.ZERO, tokens, null);
        assertThatThrownBy(() -> governance.cost().reserve(usage, Duration.ofMinutes(1)))
                .isInstanceOf(how);
    }

    @Test
    void whatAnOperatorWritesCountsFromTheNextCheckOnUntilCodeRegistersAgain() {
        GOVERNANCE.cost().register(budget("edited", 100));
        assertAllowed(GOVERNANCE, "edited", 100);

        write("edited", "{\"agent_id\": \"edited\", \"per_session_tokens\": 50}");
        assertAllowed(GOVERNANCE, "edited", 50);
        assertRefused(GOVERNANCE, "edited", 51, BudgetExceededException.class);
        DATABASE.execute("update governance_policies set policy_json = policy_json || '{\"per_session_tokens\": 200}'"
                + " where agent_id = 'edited'");
        assertAllowed(GOVERNANCE, "edited", 200);

        GOVERNANCE.cost().register(budget("edited", 100));
        assertRefused(GOVERNANCE, "edited", 101, BudgetExceededException.class);
    }

    @Test
    void aBudgetThatIsTakenAwayLeavesTheOneOfTheCode() {
        GOVERNANCE.cost().register(budget("deleted", 100));
        write("deleted", "{\"per_session_tokens\": 50}");

        DATABASE.execute("delete from governance_policies where agent_id = 'deleted'");

        assertAllowed(GOVERNANCE, "deleted", 100);
        assertRefused(GOVERNANCE, "deleted", 101, BudgetExceededException.class);
    }

    @Test
    void anAgentThatCodeGaveNoBudgetIsHeldToTheStoredOne() {
        assertAllowed(GOVERNANCE, "python-twin", 1_000_000);

        write("python-twin", """
                {"agent_id": "python-twin", "per_session_usd": null, "per_session_tokens": 10,
                 "per_agent_usd_daily": 25.0, "per_agent_tokens_daily": null, "per_session_seconds": null,
                 "alert_webhook_url": "https://example.com/hook", "alert_webhook_secret": "**********",
                 "alert_threshold_pct": 80}""");

        assertAllowed(GOVERNANCE, "python-twin", 10);
        assertRefused(GOVERNANCE, "python-twin", 11, BudgetExceededException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            []                                                 | no JSON object
            {}                                                 | has no cap
            {"per_session_token": 10}                          | nobody knows its member per_session_token
            {"per_session_tokens": 10, "per_month_usd": 5}     | nobody knows its member per_month_usd
            {"per_session_tokens": "10"}                       | per_session_tokens is no number
            {"per_session_tokens": 1.5}                        | per_session_tokens is no whole number
            {"per_session_tokens": -1}                         | perSessionTokens is between 0 and 1000000000
            {"per_session_usd": 1e131071}                      | no JSON that can be used
            {"agent_id": "somebody", "per_session_tokens": 10} | that of another agent
            """)
    void aBudgetThatCannotBeReadStops(String json, String why) {
        GOVERNANCE.cost().register(budget("unreadable", 100));

        write("unreadable", json);

        assertRefused(GOVERNANCE, "unreadable", 1, BudgetCheckFailedException.class);
        assertThatThrownBy(() -> GOVERNANCE.cost().checkOrThrow("unreadable", session, 1))
                .hasMessageContaining("its stored budget cannot be used")
                .hasMessageContaining(why)
                .hasMessageContaining("register it anew");
        GOVERNANCE.cost().register(budget("unreadable", 100));
        assertAllowed(GOVERNANCE, "unreadable", 1);
    }

    @Test
    void aBudgetOfGigabytesIsNotFetched() {
        write("huge", "{\"per_session_tokens\": 1}");
        DATABASE.execute("update governance_policies set policy_json ="
                + " jsonb_build_object('agent_id', repeat('x', 5000000)) where agent_id = 'huge'");

        assertThatThrownBy(() -> GOVERNANCE.cost().checkOrThrow("huge", session, 1))
                .isInstanceOf(BudgetCheckFailedException.class)
                .hasMessageContaining("longer than 4 MiB");
    }

    @Test
    void whatCouldNotBeStoredCountsInThisProcessWhateverTheDatabaseSays() {
        write("unstored", "{\"per_session_tokens\": 1000}");
        DataSource real = DATABASE.dataSource();
        AtomicReference<DataSource> source = new AtomicReference<>(SdkDatabase.nowhere());
        try (Governance governance = Governance.builder(Connections.changing(source))
                .haltDataSource(real)
                .auditSecret(SdkDatabase.SECRET)
                .holdingFolder(SdkDatabase.holdingFolder())
                .build()) {
            assertThatThrownBy(() -> governance.cost().register(budget("unstored", 10)))
                    .isInstanceOf(StoreException.class);
            source.set(real);

            assertRefused(governance, "unstored", 11, BudgetExceededException.class);
            governance.cost().register(budget("unstored", 10));
            write("unstored", "{\"per_session_tokens\": 1000}");
            assertAllowed(governance, "unstored", 1_000);
        }
        assertThat(DATABASE.metadata("unstored", "budget.exceeded")).hasSize(2);
    }
}

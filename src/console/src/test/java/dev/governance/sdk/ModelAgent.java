package dev.governance.sdk;

import static dev.governance.sdk.SdkDatabase.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.governance.sdk.llm.WrapOptions;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/** An agent that may call a model, with a session and a provider of its own, and what the database says about it. */
final class ModelAgent implements AutoCloseable {
    static final String PROMPT = "the patient's name is Ada";
    static final String KEY = "key-that-nobody-may-see";

    final StubProvider provider = new StubProvider();
    final UUID session = UUID.randomUUID();
    final String id = "caller-" + session;
    private final SdkDatabase database;
    private final Governance governance;

    ModelAgent(SdkDatabase database, Governance governance, String... models) {
        this.database = database;
        this.governance = governance;
        governance.scope().register(ScopePolicy.of(id).allowModels(models).allowTools("refund"));
        governance.cost().register(Budget.of(id).perSessionTokens(100_000).perAgentUsdDaily(new BigDecimal("5")));
    }

    WrapOptions options() {
        return WrapOptions.of(id).session(session).expectedOutput(500);
    }

    void halt() {
        database.execute(
                "insert into governance_agent_presence (agent_id, status, halted_by, halted_at)"
                        + " values (?, 'unresponsive', 'operator-2', now())",
                id);
        assertThat(eventually(() -> catchThrowable(() -> governance.assertNotHalted(id)) != null))
                .isTrue();
    }

    /** Events of the session in order: the kind, and what else {@code columns} asks for. */
    List<String> events(String... columns) {
        String more = columns.length == 0 ? "" : ", " + String.join(", ", columns);
        return database.list(
                "select concat_ws('|', kind" + more + ") from governance_audit_events where session_id = ?"
                        + " order by chain_seq",
                session);
    }

    /** Waits for as many events, since what ends elsewhere is recorded there. */
    List<String> eventsOnceThere(int number, String... columns) {
        assertThat(eventually(() -> events().size() >= number)).isTrue();
        return events(columns);
    }

    CostSnapshot spent() {
        return governance.cost().snapshot(id, session);
    }

    void assertNothingSpent() {
        assertThat(spent().sessionTokens()).isZero();
        assertThat(spent().sessionUsd()).isZero();
    }

    /** No call still holds a part of the budget. */
    void assertNothingHeld() {
        assertThat(database.list(
                        "select reservation_id::text from governance_console.budget_reservations"
                                + " where agent_id = ? and outcome is null",
                        id))
                .isEmpty();
    }

    /** Nothing reached the provider, and nothing says that a call was made. */
    void assertNothingSent() {
        assertThat(provider.connections()).isZero();
        assertThat(events()).doesNotContain("llm.call", "llm.result", "llm.error");
        assertNothingSpent();
        assertNothingHeld();
    }

    void assertNoSecretsInTheLog() {
        assertThat(database.list(
                        "select event::text from governance_audit_events event where session_id = ?"
                                + " and (event::text like ? or event::text like ?)",
                        session,
                        "%Ada%",
                        "%" + KEY + "%"))
                .isEmpty();
        assertThat(database.verify(session).isVerified()).isTrue();
    }

    @Override
    public void close() {
        provider.close();
    }
}

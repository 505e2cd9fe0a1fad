package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.governance.sdk.errors.AgentHaltedException;
import dev.governance.sdk.errors.ContractViolationException;
import java.math.BigDecimal;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Contracts of tools on a real database. */
class ContractsDatabaseTest {
    private static final SdkDatabase DATABASE = new SdkDatabase();
    private static final AtomicReference<DataSource> SOURCE = new AtomicReference<>(DATABASE.dataSource());
    private static final Governance GOVERNANCE = SdkDatabase.governance(Connections.changing(SOURCE));

    private final UUID session = UUID.randomUUID();
    private final AtomicInteger calls = new AtomicInteger();

    @AfterAll
    static void close() {
        GOVERNANCE.close();
    }

    private int charge(String agent) {
        return GOVERNANCE.contracts().enforce(agent, session, "charge", calls::incrementAndGet);
    }

    private void isRefused(String agent, String check, boolean afterwards) {
        assertThatThrownBy(() -> charge(agent)).isInstanceOfSatisfying(ContractViolationException.class, violation -> {
            assertThat(violation.agentId()).isEqualTo(agent);
            assertThat(violation.tool()).isEqualTo("charge");
            assertThat(violation.check()).isEqualTo(check);
            assertThat(violation.afterwards()).isEqualTo(afterwards);
            assertThat(violation).hasMessageContaining("as the contract says");
        });
        assertThat(DATABASE.metadata(agent, afterwards ? "contract.post_violation" : "contract.pre_violation"))
                .last()
                .isEqualTo(
                        "{\"tool\": \"charge\", \"check\": \"" + check + "\", \"message\": \"as the contract says\"}");
        assertThat(DATABASE.verify(session).isVerified()).isTrue();
    }

    private static void grant(String agent, String kind, String expires) {
        DATABASE.execute(
                "insert into governance_gates_pending (request_id, agent_id, kind, action_hash, token, expires_at,"
                        + " resolved_at, resolution) values (gen_random_uuid(), ?, ?, '', '', now() + ?::interval, now(),"
                        + " 'granted')",
                agent,
                kind,
                expires);
    }

    @Test
    void aPersonMustHaveApproved() {
        GOVERNANCE
                .contracts()
                .register(Contract.of("asking", "charge")
                        .requires(Condition.approved("charge.large", "as the contract says")));

        isRefused("asking", "hitl_approved", false);
        grant("asking", "charge.large", "-1 second");
        grant("asking", "charge.small", "1 hour");
        grant("somebody", "charge.large", "1 hour");
        isRefused("asking", "hitl_approved", false);
        assertThat(calls).hasValue(0);
        grant("asking", "charge.large", "1 hour");
        assertThat(charge("asking")).isEqualTo(1);
    }

    @Test
    void anyKindOfApprovalCountsWhereNoneIsNamed() {
        GOVERNANCE
                .contracts()
                .register(Contract.of("any-kind", "charge").requires(Condition.approved("as the contract says")));

        isRefused("any-kind", "hitl_approved", false);
        grant("any-kind", "whatever", "1 hour");
        assertThat(charge("any-kind")).isEqualTo(1);
    }

    @Test
    void theBudgetMustNotBePassed() {
        GOVERNANCE.cost().register(Budget.of("spender").perSessionUsd(new BigDecimal("1.00")));
        GOVERNANCE
                .contracts()
                .register(Contract.of("spender", "charge").requires(Condition.budgetAvailable("as the contract says")));

        assertThat(charge("spender")).isEqualTo(1);
        GOVERNANCE.cost().track(new Usage("spender", session, new BigDecimal("1.01"), 0, null));
        isRefused("spender", "budget_available", false);
    }

    @Test
    void theScopeMustListTheTool() {
        GOVERNANCE
                .contracts()
                .register(Contract.of("scoped", "charge").requires(Condition.scopeAllowed("as the contract says")));

        isRefused("scoped", "scope_allowed", false);
        GOVERNANCE.scope().register(ScopePolicy.of("scoped").allowTools("refund"));
        isRefused("scoped", "scope_allowed", false);
        GOVERNANCE.scope().register(ScopePolicy.of("scoped").allowTools("charge"));
        assertThat(charge("scoped")).isEqualTo(1);
    }

    @Test
    void theCallMustBeInTheLogAndARefusalIsNoCall() {
        GOVERNANCE
                .contracts()
                .register(Contract.of("silent", "charge").ensures(Condition.auditLogged("as the contract says")));

        isRefused("silent", "audit_logged", true);
        isRefused("silent", "audit_logged", true);
        assertThat(calls).hasValue(2);
        GOVERNANCE
                .audit()
                .log(AuditEvent.of("silent", "tool.call").session(session).with("tool", "charge"));
        assertThat(charge("silent")).isEqualTo(3);
    }

    @Test
    void aTestOfOnesOwnDecidesAndWhatItThrowsCountsAsNo() {
        GOVERNANCE
                .contracts()
                .register(Contract.of("own", "charge")
                        .requires(Condition.custom(
                                "never asked to fail",
                                (agent, in, tool) ->
                                        agent.equals("own") && in.equals(session) && tool.equals("charge")))
                        .ensures(Condition.custom("as the contract says", (agent, in, tool) -> {
                            throw new IllegalStateException("no idea");
                        })));

        isRefused("own", "custom", true);
    }

    @Test
    void theFirstBrokenConditionDecides() {
        GOVERNANCE
                .contracts()
                .register(Contract.of("first", "charge")
                        .requires(Condition.custom("as the contract says", (agent, in, tool) -> false))
                        .requires(Condition.scopeAllowed("never reached")));

        isRefused("first", "custom", false);
        assertThat(DATABASE.metadata("first", "scope.violation")).isEmpty();
    }

    @Test
    void whatTheToolThrowsPassesThroughAndNothingIsCheckedAfterIt() {
        GOVERNANCE
                .contracts()
                .register(Contract.of("failing", "charge").ensures(Condition.auditLogged("as the contract says")));

        assertThatThrownBy(() -> GOVERNANCE.contracts().enforce("failing", session, "charge", () -> {
                    throw new java.io.IOException("card reader unplugged");
                }))
                .isInstanceOf(java.io.IOException.class);
        assertThat(DATABASE.metadata("failing", "contract.post_violation")).isEmpty();
    }

    @Test
    void aDatabaseThatCannotSayIsNoPermission() {
        GOVERNANCE
                .contracts()
                .register(Contract.of("unlucky", "charge").requires(Condition.approved("as the contract says")));
        grant("unlucky", "charge", "1 hour");
        assertThat(charge("unlucky")).isEqualTo(1);

        SOURCE.set(SdkDatabase.nowhere());
        Throwable refusal = catchThrowable(() -> charge("unlucky"));
        SOURCE.set(DATABASE.dataSource());

        assertThat(refusal).isInstanceOf(ContractViolationException.class);
        assertThat(calls).hasValue(1);
        assertThat(SdkDatabase.eventually(() ->
                        !DATABASE.metadata("unlucky", "contract.pre_violation").isEmpty()))
                .isTrue();
    }

    @Test
    void aHaltComesBeforeEveryCondition() {
        AtomicInteger asked = new AtomicInteger();
        GOVERNANCE
                .contracts()
                .register(Contract.of("halted", "charge")
                        .requires(Condition.custom("as the contract says", (agent, in, tool) -> {
                            asked.incrementAndGet();
                            return false;
                        })));
        GOVERNANCE.presence().heartbeat(Heartbeat.of("halted"));
        DATABASE.execute("update governance_agent_presence set halted_by = 'operator-2' where agent_id = 'halted'");

        assertThat(SdkDatabase.eventually(() -> catchThrowable(() -> charge("halted")) instanceof AgentHaltedException))
                .isTrue();
        int before = asked.get();
        assertThatThrownBy(() -> charge("halted")).isInstanceOf(AgentHaltedException.class);
        assertThatThrownBy(() -> GOVERNANCE.contracts().checkBefore("halted", session, "without a contract"))
                .isInstanceOf(AgentHaltedException.class);
        assertThatThrownBy(() -> GOVERNANCE.contracts().checkAfter("halted", session, "charge"))
                .isInstanceOf(AgentHaltedException.class);
        assertThat(asked).hasValue(before);
        assertThat(calls).hasValue(0);
    }

    @Test
    void aContractThatMakesNoSenseIsNone() {
        assertThatThrownBy(() -> Contract.of("agent", "charge").requires(Condition.auditLogged("too early")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Contract.of("agent", "charge").ensures(Condition.approved("too late")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Contract.of("agent", " ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Condition.approved("x".repeat(1_025))).isInstanceOf(IllegalArgumentException.class);
        Contract full = Contract.of("agent", "charge");
        for (int i = 0; i < 20; i++) {
            full = full.requires(Condition.scopeAllowed("one of twenty"));
        }
        Contract twenty = full;
        assertThatThrownBy(() -> twenty.requires(Condition.scopeAllowed("one too many")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.sdk.errors.BudgetCheckFailedException;
import dev.governance.sdk.errors.BudgetExceededException;
import dev.governance.sdk.errors.UnknownModelException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What is reserved counts, what is settled is counted once, and what is neither expires. */
class ReservationDatabaseTest {
    private static final SdkDatabase DATABASE = new SdkDatabase();
    private static final Governance GOVERNANCE = DATABASE.governance();
    private static final Duration LONG = Duration.ofMinutes(15);

    private static final String LOCKED_OUT = "select count(*) from pg_stat_activity"
            + " where datname = current_database() and wait_event_type = 'Lock'";

    @AfterAll
    static void close() {
        GOVERNANCE.close();
    }

    private static Usage usage(String agentId, UUID session, String usd, long tokens) {
        return new Usage(agentId, session, new BigDecimal(usd), tokens, null);
    }

    private static Reservation reserve(String agentId, UUID session, String usd, long tokens) {
        return GOVERNANCE.cost().reserve(usage(agentId, session, usd, tokens), LONG);
    }

    private static UUID daily(String agentId, String cap) {
        GOVERNANCE.cost().register(Budget.of(agentId).perAgentUsdDaily(new BigDecimal(cap)));
        return UUID.randomUUID();
    }

    private static void assertRefused(String agentId, UUID session, String usd, long tokens, String cap) {
        assertThatThrownBy(() -> reserve(agentId, session, usd, tokens))
                .isInstanceOfSatisfying(
                        BudgetExceededException.class,
                        breach -> assertThat(breach.cap()).isEqualTo(cap));
    }

    /** Day, dollars and tokens of each row, days counted from today. */
    private static String spent(String agentId) {
        return String.join(
                "; ",
                DATABASE.list(
                        "select (day_utc - (now() at time zone 'utc')::date) || ' ' || usd_used || ' ' || tokens_used"
                                + " from governance_cost_agent_daily where agent_id = ? order by day_utc",
                        agentId));
    }

    private static int expire(String agentId) {
        return DATABASE.execute(
                "update governance_console.budget_reservations set expires_at = now() - interval '1 second'"
                        + " where agent_id = ?",
                agentId);
    }

    @Test
    void whatIsReservedIsHeldAndOnlyWhatIsSettledIsCounted() {
        UUID session = daily("holder", "1");
        Reservation first = reserve("holder", session, "0.6", 10);

        assertRefused("holder", UUID.randomUUID(), "0.400000000001", 1, "per_agent_usd_daily");
        assertThat(spent("holder")).isEmpty();
        assertThat(first.settle(new Usage("holder", session, new BigDecimal("0.5"), 70, "gpt-4o")))
                .isTrue();

        assertThat(spent("holder")).isEqualTo("0 0.5 70");
        assertThat(DATABASE.list("select model || ' ' || usd_used || ' ' || tokens_used"
                        + " from governance_cost_model_daily where agent_id = 'holder'"))
                .containsExactly("gpt-4o 0.5 70");
        assertThat(GOVERNANCE.cost().snapshot("holder", session).sessionUsd()).isEqualByComparingTo("0.5");
        assertThat(DATABASE.metadata("holder", "budget.exceeded"))
                .containsExactly("{\"cap\": \"per_agent_usd_daily\", \"used\": 1.000000000001, \"limit\": 1.0}");
        try (Reservation rest = reserve("holder", session, "0.5", 1)) {
            assertRefused("holder", session, "0.000001", 0, "per_agent_usd_daily");
            assertThat(rest.projection().usd()).isEqualByComparingTo("0.5");
        }
    }

    /** A statement that waited for the lock itself would judge by the snapshot from before. */
    @Test
    void whoeverWaitedForTheCounterSeesWhatWasDecidedMeanwhile() throws SQLException {
        UUID session = daily("waiter", "1");
        Store store = new Store(DATABASE.dataSource(), Duration.ofSeconds(20));
        Budget budget = Budget.of("waiter").perAgentUsdDaily(BigDecimal.ONE);
        Usage all = usage("waiter", session, "1", 1);

        CompletableFuture<Reservation> second = store.transaction(connection -> {
            LocalDate day = CounterStore.lock(connection, "waiter", session, null);
            CompletableFuture<Reservation> waiting =
                    CompletableFuture.supplyAsync(() -> reserve("waiter", UUID.randomUUID(), "0.1", 1));
            assertThat(SdkDatabase.eventually(() -> DATABASE.list(LOCKED_OUT).equals(List.of("1"))))
                    .isTrue();
            assertThat(BudgetStore.reserve(connection, budget, all, UUID.randomUUID(), day, LONG))
                    .isEmpty();
            return waiting;
        });

        assertThatThrownBy(second::join).hasCauseInstanceOf(BudgetExceededException.class);
    }

    @Test
    void aModelIsPricedByTheListAndAnUnknownOneIsRefused() {
        UUID session = daily("priced", "1");

        try (Reservation call = GOVERNANCE.cost().reserve("priced", session, "gpt-4o-mini", 1_000_000, 100_000)) {
            assertThat(call.projection().usd()).isEqualByComparingTo("0.21");
            assertThat(call.settle(500_000, 10_000)).isTrue();
        }

        assertThat(spent("priced")).isEqualTo("0 0.081 510000");
        assertThatThrownBy(() -> GOVERNANCE.cost().reserve("priced", session, "secret-model", 1, 1))
                .isInstanceOf(UnknownModelException.class);
        assertThatThrownBy(() -> GOVERNANCE.cost().reserve("priced", session, "gpt-4o", 2, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyCapIsJudgedInTheOrderOfEverySdk() {
        UUID session = UUID.randomUUID();
        Budget budget = Budget.of("ordered")
                .perSessionUsd(BigDecimal.ONE)
                .perSessionTokens(100)
                .perAgentUsdDaily(BigDecimal.ONE)
                .perAgentTokensDaily(100)
                .perSession(Duration.ofSeconds(10));
        GOVERNANCE.cost().track(usage("ordered", session, "0.5", 40));
        DATABASE.execute("update governance_cost_session_usage set started_at = now() - interval '1 hour'"
                + " where agent_id = 'ordered'");
        GOVERNANCE.cost().register(budget);

        assertRefused("ordered", session, "0.51", 61, "per_session_usd");
        assertRefused("ordered", session, "0.5", 61, "per_session_tokens");
        assertRefused("ordered", UUID.randomUUID(), "0.51", 61, "per_agent_usd_daily");
        assertRefused("ordered", UUID.randomUUID(), "0.5", 61, "per_agent_tokens_daily");
        assertRefused("ordered", session, "0.5", 60, "per_session_seconds");
        reserve("ordered", UUID.randomUUID(), "0.5", 60);
    }

    @Test
    void aReservationOfOneSessionCountsAgainstTheDayOfAll() {
        UUID first = UUID.randomUUID();
        GOVERNANCE.cost().register(Budget.of("sessions").perSessionTokens(10).perAgentTokensDaily(15));
        reserve("sessions", first, "0", 10);

        assertRefused("sessions", first, "0", 1, "per_session_tokens");
        assertRefused("sessions", UUID.randomUUID(), "0", 6, "per_agent_tokens_daily");
        reserve("sessions", UUID.randomUUID(), "0", 5);
    }

    @Test
    void aCheckCountsWhatIsReservedToo() {
        UUID session = UUID.randomUUID();
        GOVERNANCE.cost().register(Budget.of("checked").perSessionTokens(100));
        Reservation reservation = reserve("checked", session, "0", 60);

        assertThatThrownBy(() -> GOVERNANCE.cost().checkOrThrow("checked", session, 41))
                .isInstanceOf(BudgetExceededException.class);
        assertThatCode(() -> GOVERNANCE.cost().checkOrThrow("checked", session, 40))
                .doesNotThrowAnyException();
        reservation.release();
        assertThatCode(() -> GOVERNANCE.cost().checkOrThrow("checked", session, 41))
                .doesNotThrowAnyException();
    }

    @Test
    void whatWasNotSettledIsGivenBackOnClosing() {
        UUID session = daily("closer", "1");

        reserve("closer", session, "1", 1).close();
        try (Reservation settled = reserve("closer", session, "1", 1)) {
            settled.settle(usage("closer", session, "0.25", 1));
        }
        assertThat(reserve("closer", session, "0.75", 1).release()).isTrue();

        assertThat(spent("closer")).isEqualTo("0 0.25 1");
        assertThat(DATABASE.list("select outcome || ' ' || (ended_at is not null)"
                        + " from governance_console.budget_reservations where agent_id = 'closer' order by 1"))
                .containsExactly("released true", "released true", "settled true");
    }

    @Test
    void whatIsSettledTwiceIsCountedOnce() {
        UUID session = daily("twice", "10");
        Reservation reservation = reserve("twice", session, "1", 1);

        boolean all = Stream.generate(() ->
                        CompletableFuture.supplyAsync(() -> reservation.settle(usage("twice", session, "0.5", 3))))
                .limit(8)
                .toList()
                .stream()
                .allMatch(CompletableFuture::join);

        assertThat(all).isTrue();
        assertThat(spent("twice")).isEqualTo("0 0.5 3");
    }

    @Test
    void whatWasSpentAfterAReleaseIsCountedAllTheSame() {
        UUID session = daily("late", "10");
        Reservation reservation = reserve("late", session, "1", 1);
        reservation.close();

        assertThat(reservation.settle(usage("late", session, "2", 3))).isTrue();

        assertThat(spent("late")).isEqualTo("0 2 3");
    }

    @Test
    void anAbandonedReservationExpiresAndWhatItSpentIsCountedWhenItIsSettledAfterAll() {
        UUID session = daily("abandoned", "1");
        Reservation cleaned = reserve("abandoned", session, "0.5", 1);
        Reservation abandoned = reserve("abandoned", session, "0.5", 1);
        assertRefused("abandoned", session, "0.1", 1, "per_agent_usd_daily");

        assertThat(expire("abandoned")).isEqualTo(2);
        reserve("abandoned", session, "1", 1).release();
        DATABASE.execute("delete from governance_console.budget_reservations where agent_id = 'abandoned'"
                + " and reservation_id = (select min(reservation_id::text)::uuid"
                + " from governance_console.budget_reservations where agent_id = 'abandoned' and outcome is null)");

        assertThat(abandoned.settle(usage("abandoned", session, "0.25", 2))).isTrue();
        assertThat(cleaned.settle(usage("abandoned", session, "0.25", 3))).isTrue();
        assertThat(cleaned.settle(usage("abandoned", session, "0.25", 3))).isTrue();
        assertThat(spent("abandoned")).isEqualTo("0 0.5 5");
    }

    @Test
    void aReservationExpiresByItself() {
        UUID session = daily("brief", "1");
        GOVERNANCE.cost().reserve(usage("brief", session, "1", 1), Duration.ofSeconds(1));

        assertThat(SdkDatabase.eventually(() -> DATABASE.list("select 1 from governance_console.budget_reservations"
                                + " where agent_id = 'brief' and expires_at <= now()")
                        .equals(List.of("1"))))
                .isTrue();

        reserve("brief", session, "1", 1).release();
        assertThatThrownBy(() -> GOVERNANCE.cost().reserve(usage("brief", session, "1", 1), Duration.ofMillis(999)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> GOVERNANCE
                        .cost()
                        .reserve(
                                usage("brief", session, "1", 1),
                                Duration.ofHours(24).plusMillis(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String expiry(String agentId) {
        return String.join(
                "",
                DATABASE.list(
                        "select expires_at - reserved_at from governance_console.budget_reservations where agent_id = ?",
                        agentId));
    }

    @Test
    void aReservationIsExtendedUpToADayAndNoLongerOnceItEnded() {
        UUID session = daily("extended", "1");
        Reservation reservation = reserve("extended", session, "1", 1);
        DATABASE.execute("update governance_console.budget_reservations set reserved_at = now() - interval '23 hours',"
                + " expires_at = now() - interval '1 second' where agent_id = 'extended'");

        assertThat(reservation.extend(Duration.ofHours(5))).isTrue();
        assertThat(expiry("extended")).isEqualTo("1 day");
        assertThat(reservation.extend(Duration.ofMinutes(1))).as("no longer").isTrue();
        assertThat(expiry("extended")).isEqualTo("1 day");
        assertRefused("extended", session, "0.1", 1, "per_agent_usd_daily");
        reservation.release();

        assertThat(reservation.extend(Duration.ofMinutes(1))).isFalse();
        reserve("extended", session, "1", 1).release();
    }

    /** A call that began before midnight is paid by the day it began on. */
    @Test
    void whatIsSettledAfterMidnightCountsOnTheDayOfItsReservation() {
        UUID session = UUID.randomUUID();
        GOVERNANCE
                .cost()
                .register(Budget.of("night").perAgentUsdDaily(BigDecimal.ONE).perSessionUsd(BigDecimal.ONE));
        Reservation reservation = reserve("night", session, "0.75", 1);
        DATABASE.execute("update governance_console.budget_reservations set day = day - 1 where agent_id = 'night'");

        assertRefused("night", session, "0.5", 1, "per_session_usd");
        reserve("night", UUID.randomUUID(), "1", 1).release();
        assertThat(reservation.settle(new Usage("night", session, new BigDecimal("0.5"), 7, "gpt-4o")))
                .isTrue();

        assertThat(spent("night")).isEqualTo("-1 0.5 7");
        assertThat(DATABASE.list("select (day_utc - (now() at time zone 'utc')::date) || ' ' || usd_used"
                        + " from governance_cost_model_daily where agent_id = 'night'"))
                .containsExactly("-1 0.5");
        assertThat(DATABASE.list("select day - (now() at time zone 'utc')::date"
                        + " from governance_console.budget_counters where scope = 'day' and key = 'night' order by 1"))
                .containsExactly("-1", "0");
    }

    @Test
    void whatOtherSdksSpendCountsAtEveryCheck() {
        UUID session = daily("shared", "5");
        String spends = "insert into governance_cost_agent_daily as known (agent_id, day_utc, usd_used, tokens_used)"
                + " values ('shared', (now() at time zone 'utc')::date, 2.5, 9)"
                + " on conflict (agent_id, day_utc) do update set usd_used = known.usd_used + excluded.usd_used";
        DATABASE.execute(spends);
        reserve("shared", session, "2.5", 1).release();
        DATABASE.execute(spends);

        assertRefused("shared", session, "0.000001", 1, "per_agent_usd_daily");
        DATABASE.execute("update governance_cost_agent_daily set usd_used = 'NaN' where agent_id = 'shared'");
        assertRefused("shared", session, "0", 0, "per_agent_usd_daily");
    }

    @Test
    void anotherSessionsUsageSettlesNothing() {
        UUID session = daily("strict", "5");
        Reservation reservation = reserve("strict", session, "1", 1);

        assertThatThrownBy(() -> reservation.settle(usage("strict", UUID.randomUUID(), "1", 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> reservation.settle(usage("other", session, "1", 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> reservation.settle(1, 1)).isInstanceOf(IllegalStateException.class);
        assertThat(spent("strict")).isEmpty();
    }

    @Test
    void withoutTheDatabaseNothingIsReservedAndWhatWasSpentStaysHeld() {
        DataSource real = DATABASE.dataSource();
        AtomicReference<DataSource> source = new AtomicReference<>(real);
        try (Governance governance = Governance.builder(Connections.changing(source))
                .haltDataSource(real)
                .auditSecret(SdkDatabase.SECRET)
                .holdingFolder(SdkDatabase.holdingFolder())
                .build()) {
            UUID session = daily("cut", "1");
            Reservation spent = governance.cost().reserve(usage("cut", session, "0.7", 1), LONG);
            Reservation unspent = governance.cost().reserve(usage("cut", session, "0.2", 1), LONG);
            source.set(SdkDatabase.nowhere());

            assertThatThrownBy(() -> governance.cost().reserve(usage("cut", session, "0.01", 1), LONG))
                    .isInstanceOf(BudgetCheckFailedException.class)
                    .hasMessageContaining("could not be read from the database");
            assertThat(spent.settle(usage("cut", session, "0.5", 1))).isFalse();
            assertThat(unspent.release()).isFalse();
            source.set(real);
            spent.close();
            assertRefused("cut", session, "0.2", 1, "per_agent_usd_daily");
            assertThat(unspent.release()).isTrue();
            assertThat(spent.settle(usage("cut", session, "0.5", 1))).isTrue();

            assertThat(spent("cut")).isEqualTo("0 0.5 1");
            reserve("cut", session, "0.5", 1).release();
        }
    }

    @Test
    void aDatabaseThatWasNotMigratedIsCheckedAsBeforeAndReservingNamesTheWayOut() {
        SdkDatabase old = new SdkDatabase();
        old.execute("drop table governance_console.budget_reservations, governance_console.budget_counters");
        try (Governance governance = old.governance()) {
            UUID session = UUID.randomUUID();
            governance.cost().register(Budget.of("old").perSessionTokens(10));

            assertThatCode(() -> governance.cost().checkOrThrow("old", session, 10))
                    .doesNotThrowAnyException();
            assertThatThrownBy(() -> governance.cost().checkOrThrow("old", session, 11))
                    .isInstanceOf(BudgetExceededException.class);
            assertThatThrownBy(() -> governance.cost().reserve(usage("old", session, "0", 1), LONG))
                    .isInstanceOf(BudgetCheckFailedException.class)
                    .hasMessageContaining("run governance migrate");

            assertThat(old.metadata("old", "budget.check_failed"))
                    .containsExactly("{\"reason\": \"what was spent could not be read\","
                            + " \"fail_mode\": \"closed\", \"error_type\": \"PSQLException\"}");
        }
    }

    @Test
    void aRoleThatMayNotReserveIsToldWhichRightsItLacks() {
        String role = "agents_" + ProcessHandle.current().pid();
        DATABASE.execute("create role " + role + " login password 'agents'");
        DATABASE.execute("grant select, insert, update on all tables in schema public to " + role);
        DATABASE.execute("grant usage on all sequences in schema public to " + role);
        PGSimpleDataSource source = (PGSimpleDataSource) DATABASE.dataSource();
        source.setUser(role);
        source.setPassword("agents");
        try (Governance governance = SdkDatabase.governance(source)) {
            UUID session = UUID.randomUUID();
            governance.cost().register(Budget.of("weak").perSessionTokens(10));

            Stream.<ThrowingCallable>of(
                            () -> governance.cost().reserve(usage("weak", session, "0", 1), LONG),
                            () -> governance.cost().checkOrThrow("weak", session, 1))
                    .forEach(refused -> assertThatThrownBy(refused)
                            .isInstanceOf(BudgetCheckFailedException.class)
                            .hasMessageContaining("grant it usage on schema governance_console"));
            DATABASE.execute("grant usage on schema governance_console to " + role);
            DATABASE.execute("grant select, insert, update, delete on governance_console.budget_counters,"
                    + " governance_console.budget_reservations to " + role);

            Reservation reservation = governance.cost().reserve(usage("weak", session, "0", 10), LONG);
            assertThat(reservation.settle(usage("weak", session, "0", 10))).isTrue();
        } finally {
            DATABASE.execute("drop owned by " + role);
            DATABASE.execute("drop role " + role);
        }
    }

    @Test
    void whatIsOldIsCleanedAwayAndWhatIsHeldStays() throws SQLException {
        UUID session = daily("cleaned", "10");
        reserve("cleaned", session, "1", 1);
        reserve("cleaned", session, "1", 1);
        DATABASE.execute("update governance_console.budget_counters set made_at = now() - interval '25 hours'"
                + " where key like 'cleaned%'");
        DATABASE.execute("update governance_console.budget_reservations set expires_at = now() - interval '61 minutes'"
                + " where reservation_id = (select min(reservation_id::text)::uuid"
                + " from governance_console.budget_reservations where agent_id = 'cleaned')");
        Store store = new Store(DATABASE.dataSource(), Duration.ofSeconds(5));

        int whileHeld = store.transaction(connection -> {
            CounterStore.lock(connection, "cleaned", session, null);
            return CompletableFuture.supplyAsync(() -> clean(store)).join();
        });
        int afterwards = clean(store);

        assertThat(whileHeld).as("one reservation").isEqualTo(1);
        assertThat(afterwards).as("two counters").isEqualTo(2);
        reserve("cleaned", session, "9", 1);
        assertRefused("cleaned", session, "0.1", 1, "per_agent_usd_daily");
    }

    private static int clean(Store store) {
        try {
            return store.transaction(connection -> CounterStore.clean(connection) + ReservationStore.clean(connection));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

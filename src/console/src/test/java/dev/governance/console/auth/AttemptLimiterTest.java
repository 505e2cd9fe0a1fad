package dev.governance.console.auth;

import static dev.governance.console.auth.AuthConsole.PASSWORD;
import static dev.governance.console.auth.AuthConsole.aTry;
import static dev.governance.console.auth.AuthConsole.anAddress;
import static dev.governance.console.auth.AuthConsole.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Auth;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AttemptLimiterTest {
    private static AuthConsole console;

    @BeforeAll
    static void start() throws SQLException {
        console = new AuthConsole();
    }

    @AfterAll
    static void stop() throws SQLException {
        console.close();
    }

    private static AttemptLimiter aNode() {
        return new AttemptLimiter(console.database, Clock.systemUTC());
    }

    @Test
    void ofManyTriesAtOnceOnTwoNodesExactlyFiveCount() {
        String address = anAddress();
        List<AttemptLimiter> nodes = List.of(aNode(), aNode());
        List<Future<AttemptStore.Left>> tries = new ArrayList<>();

        for (int i = 0; i < 60; i++) {
            tries.add(nodes.get(i % 2).admitAddress(address));
        }
        await(Future.join(tries).otherwiseEmpty());

        assertThat(tries).filteredOn(Future::succeeded).hasSize(5);
        assertThat(tries)
                .filteredOn(Future::failed)
                .extracting(each -> ((Refusal) each.cause()).fault())
                .containsOnly(Fault.TOO_MANY);
    }

    @Test
    void signInsOfOneIpv6NetworkCountAsThoseOfOneAddress() {
        for (int i = 0; i < 5; i++) {
            assertThat(signInFrom("2001:db8:9:1:" + i + "::1")).isEqualTo(Fault.UNAUTHENTICATED);
        }

        assertThat(signInFrom("2001:db8:9:1:aaaa::1")).isEqualTo(Fault.TOO_MANY);
        assertThat(signInFrom("2001:db8:9:2::1")).isEqualTo(Fault.UNAUTHENTICATED);
    }

    private static Fault signInFrom(String address) {
        return console.refused(Auth.SIGN_IN, aTry(anAddress(), PASSWORD, address))
                .fault();
    }

    @Test
    void whoIsWrongHearsHowManyTriesTheAddressHasLeft() {
        String address = anAddress();
        List<Refusal> wrong = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            wrong.add(console.refused(Auth.SIGN_IN, aTry(anAddress(), PASSWORD, address)));
        }

        assertThat(wrong).extracting(Refusal::triesLeft).containsExactly(4, 3, 2, 1, 0);
        assertThat(wrong.subList(0, 4)).extracting(Refusal::retryAfterSeconds).containsOnly(0L);
        assertThat(wrong.get(4).retryAfterSeconds()).isBetween(30L, 60L);
        assertThat(console.refused(Auth.SIGN_IN, aTry(anAddress(), PASSWORD, address))
                        .triesLeft())
                .isNegative();
    }

    @Test
    void triesOfMoreThanAMinuteAgoAreNotAmongThem() throws SQLException {
        String address = anAddress();
        for (int i = 0; i < 5; i++) {
            await(aNode().admitAddress(address));
        }
        shift(address, 61);

        assertThat(await(aNode().admitAddress(address)).tries()).isEqualTo(4);
    }

    @Test
    void theSixthTryHearsWhenTheFirstIsAMinuteOld() throws SQLException {
        String address = anAddress();
        for (int i = 0; i < 5; i++) {
            await(aNode().admitAddress(address));
        }
        shift(address, 37);

        Refusal refusal = refusalOf(aNode().admitAddress(address));

        assertThat(refusal.code()).isEqualTo("too_many_tries");
        assertThat(refusal.retryAfterSeconds()).isBetween(20L, 23L); // 60 - 37, less what the test took
    }

    @Test
    void anotherAddressHasFiveTriesOfItsOwn() {
        String address = anAddress();
        for (int i = 0; i < 5; i++) {
            await(aNode().admitAddress(address));
        }

        assertThat(refusalOf(aNode().admitAddress(address)).fault()).isEqualTo(Fault.TOO_MANY);
        String other = anAddress();
        for (int i = 0; i < 5; i++) {
            await(aNode().admitAddress(other));
        }
        assertThat(refusalOf(aNode().admitAddress(other)).fault()).isEqualTo(Fault.TOO_MANY);
    }

    @Test
    void theWindowSlides() throws SQLException {
        String address = anAddress();
        for (int i = 0; i < 4; i++) {
            await(aNode().admitAddress(address));
        }
        shift(address, 61);

        List<Future<Void>> tries = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            tries.add(aNode().admitAddress(address).<Void>mapEmpty().otherwiseEmpty());
            await(tries.get(i));
        }

        assertThat(console.texts(
                        "select cardinality(recent) from governance_console.sign_in_addresses where address = ?",
                        address))
                .containsExactly("5");
        assertThat(refusalOf(aNode().admitAddress(address)).fault()).isEqualTo(Fault.TOO_MANY);
    }

    private static void shift(String address, int seconds) throws SQLException {
        console.execute(
                "update governance_console.sign_in_addresses set recent ="
                        + " (select array_agg(t - ? * interval '1 second' order by t) from unnest(recent) t)"
                        + " where address = ?",
                seconds,
                address);
    }

    @Test
    void aFloodFromOneAddressIsRefusedWithoutHashing() throws SQLException {
        String address = anAddress();
        for (int i = 0; i < 5; i++) {
            console.refused(Auth.SIGN_IN, aTry("nobody", "wrong wrong wrong", address));
        }

        Refusal refusal = console.refused(Auth.SIGN_IN, aTry(console.aViewer(), PASSWORD, address));

        assertThat(refusal.fault()).isEqualTo(Fault.TOO_MANY);
        assertThat(refusal.retryAfterSeconds()).isBetween(1L, 60L);
    }

    @Test
    void theTenthWrongTryOnAnAccountIsFollowedByAPauseThatGrowsAndIsBounded() throws SQLException {
        String username = "somebody";
        List<Long> pauses = new ArrayList<>();
        for (int i = 1; i < 10; i++) {
            await(aNode().admitAccount(username, anAddress()));
        }

        for (int i = 10; i < 18; i++) {
            await(aNode().admitAccount(username, anAddress()));
            pauses.add(refusalOf(aNode().admitAccount(username, anAddress())).retryAfterSeconds());
            console.execute(
                    "update governance_console.sign_in_accounts set blocked_until = now() where username = ?",
                    username);
        }

        assertThat(pauses.get(0)).isBetween(25L, 30L);
        assertThat(pauses.get(1)).isBetween(55L, 60L);
        assertThat(pauses.get(4)).isBetween(475L, 480L);
        assertThat(pauses.get(7)).isBetween(895L, 900L);
    }

    @Test
    void onAPausingAccountOneOfManyTriesAtOnceIsLetThrough() throws SQLException {
        console.execute(
                "insert into governance_console.sign_in_accounts values ('crowded', 12, now(), now() - interval '1"
                        + " second')");
        List<Future<Void>> tries = new ArrayList<>();

        for (int i = 0; i < 20; i++) {
            tries.add(aNode().admitAccount("crowded", anAddress()));
        }
        await(Future.join(tries).otherwiseEmpty());

        assertThat(tries).filteredOn(Future::succeeded).hasSize(1);
    }

    @Test
    void aQuietQuarterOfAnHourStartsAnew() throws SQLException {
        console.execute("insert into governance_console.sign_in_accounts"
                + " values ('quiet', 30, now() - interval '31 minutes', now() - interval '16 minutes')");

        await(aNode().admitAccount("quiet", anAddress()));

        assertThat(console.texts(
                        "select tries || ' ' || (blocked_until is null) from governance_console.sign_in_accounts"
                                + " where username = 'quiet'"))
                .containsExactly("1 true");
    }

    @Test
    void guessesFromElsewhereKeepNobodyOutWhoCameInFromHereBefore() throws SQLException {
        String username = console.aViewer();
        String home = anAddress();
        console.ask(Auth.SIGN_IN, aTry(username, PASSWORD, home));
        console.execute(
                "insert into governance_console.sign_in_accounts values (?, 40, now(), now() + interval '10 minutes')",
                username);

        Refusal elsewhere = console.refused(Auth.SIGN_IN, aTry(username, PASSWORD, anAddress()));
        Auth.SignedIn here = console.ask(Auth.SIGN_IN, aTry(username, PASSWORD, home));

        assertThat(elsewhere.fault()).isEqualTo(Fault.TOO_MANY);
        assertThat(here.session().caller().username()).isEqualTo(username);
        assertThat(console.texts(
                        "select username from governance_console.sign_in_accounts where username = ?", username))
                .isEmpty();
    }

    @Test
    void whatNoLongerCountsIsDropped() throws SQLException {
        String address = anAddress();
        await(aNode().admitAddress(address));
        shift(address, 601);
        console.execute("insert into governance_console.sign_in_accounts"
                + " values ('long-ago', 30, now() - interval '2 hours', now() - interval '61 minutes')");

        await(aNode().purge());

        assertThat(console.texts("select address from governance_console.sign_in_addresses where address = ?", address))
                .isEmpty();
        assertThat(console.texts(
                        "select username from governance_console.sign_in_accounts where username = 'long-ago'"))
                .isEmpty();
    }

    @Test
    void aFloodFromEverywhereIsSentAwayWhileTheEventLoopTicks() {
        AtomicInteger ticks = new AtomicInteger();
        long timer = console.vertx.setPeriodic(5, tick -> ticks.incrementAndGet());
        List<Future<Auth.SignedIn>> tries = new ArrayList<>();

        for (int i = 0; i < 200; i++) {
            tries.add(console.asking(Auth.SIGN_IN, aTry("flooded-" + i, PASSWORD, anAddress())));
        }
        await(Future.join(tries).otherwiseEmpty());
        console.vertx.cancelTimer(timer);

        List<Refusal> refusals =
                tries.stream().map(each -> (Refusal) each.cause()).toList();
        assertThat(refusals).extracting(Refusal::fault).containsOnly(Fault.UNAUTHENTICATED, Fault.UNAVAILABLE);
        assertThat(refusals)
                .filteredOn(refusal -> refusal.fault() == Fault.UNAVAILABLE)
                .hasSizeGreaterThan(100)
                .allMatch(refusal -> refusal.retryAfterSeconds() > 0);
        assertThat(ticks).hasValueGreaterThan(20); // hashing took more than a second; a blocked loop ticks not at all
    }

    private static Refusal refusalOf(Future<?> future) {
        return await(future.transform(outcome -> Future.succeededFuture((Refusal) outcome.cause())));
    }
}

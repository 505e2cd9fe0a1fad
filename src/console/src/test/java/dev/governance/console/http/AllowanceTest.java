package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Approvals;
import dev.governance.console.contract.Tokens;
import dev.governance.console.testing.Loopback;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Role;
import dev.governance.console.wire.ScopedToken;
import io.vertx.core.Future;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final UUID MARIE = new UUID(1, 1);
    private static final UUID PIERRE = new UUID(1, 2);

    private Instant now = Instant.parse("2026-11-30T12:00:00Z");
    private int most = 2;
    private final Allowance allowance = new Allowance(() -> now, "http.user_rate_limit", () -> most);

    @Test
    void eachUserHasSoManyWithinAMinuteAndIsToldWhenThereIsRoom() {
        allowance.take(MARIE);
        now = now.plusSeconds(20);
        allowance.take(MARIE);
        allowance.take(PIERRE);

        assertThatThrownBy(() -> allowance.take(MARIE)).isInstanceOfSatisfying(Refusal.class, refused -> {
            assertThat(refused.code()).isEqualTo("rate_limited");
            assertThat(refused.reason()).contains("2 times a minute", "http.user_rate_limit");
            assertThat(refused.retryAfterSeconds()).isEqualTo(40);
        });
        now = now.plusSeconds(40);
        allowance.take(MARIE);
        assertThatThrownBy(() -> allowance.take(MARIE)).isInstanceOf(Refusal.class);
    }

    @Test
    void aLimitThatIsRaisedCountsAtOnce() {
        allowance.take(MARIE);
        allowance.take(MARIE);

        most = 3;

        assertThatCode(() -> allowance.take(MARIE)).doesNotThrowAnyException();
    }

    @Test
    void programsAreHeldToItAndPeopleAreNot() throws Exception {
        try (FrontDoor door = new FrontDoor(Loopback.rated(new Rates(2, 1)))) {
            Caller caller = new Caller(
                    FrontDoor.USER,
                    "marie",
                    Role.VIEWER,
                    new UUID(8, 8),
                    new ScopedToken(new UUID(9, 9), Set.of("read")));
            door.bus.answer(Tokens.HOLDER, presented -> Future.succeededFuture(new Tokens.Held(caller, null)));
            door.bus.answer(Approvals.RECENT, asked -> Future.succeededFuture(new Approvals.Listed(List.of())));

            assertThat(recent(door, true)).extracting(HttpResponse::statusCode).containsExactly(200, 200, 429);
            assertThat(recent(door, false)).extracting(HttpResponse::statusCode).containsExactly(200, 200, 200);
        }
    }

    private static List<HttpResponse<String>> recent(FrontDoor door, boolean isProgram) throws Exception {
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            answers.add(door.send(
                    isProgram
                            ? door.request("/api/gates/recent").header("authorization", "Bearer " + "r".repeat(32))
                            : door.as(Role.VIEWER, "/api/gates/recent")));
        }
        return answers;
    }
}

package dev.governance.console.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.cost.Shares.Use;
import dev.governance.console.wire.AgentCaps;
import dev.governance.console.wire.CostProjection;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.Share;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which caps a budget has, how much of them is used, and how much will be. */
class CapsTest {
    private static final Duration QUARTER = Duration.ofHours(6);

    private static Use use(UUID session, String usd, long tokens, long seconds) {
        return new Use(session, new BigDecimal(usd), tokens, seconds, new BigDecimal("0.5"), BigDecimal.TEN);
    }

    private static AgentCaps shares(String budget, Use day, Use... sessions) {
        return Shares.of("a", StoredBudget.of(budget), day, List.of(sessions), QUARTER);
    }

    @Test
    void aDayIsToldWithWhatIsHeldApartAndWhatItWillBe() {
        AgentCaps caps = shares(
                "{\"per_agent_usd_daily\": 10, \"per_agent_tokens_daily\": 3000, \"per_session_usd\": null}",
                use(null, "2.00", 1_000, 0));

        assertThat(Json.write(caps.caps()))
                .isEqualTo("[{\"cap\":\"per_agent_usd_daily\",\"unit\":\"usd\",\"limit\":10,\"used\":2.00,"
                        + "\"reserved\":0.5,\"percent\":20.0,\"projected_percent\":80.0,\"session_id\":null},"
                        + "{\"cap\":\"per_agent_tokens_daily\",\"unit\":\"tokens\",\"limit\":3000,\"used\":1000,"
                        + "\"reserved\":10,\"percent\":33.3,\"projected_percent\":133.3,\"session_id\":null}]");
        assertThat(caps.problem()).isNull();
        assertThat(caps.projection())
                .isEqualTo(new CostProjection(CostProjection.LINEAR, new BigDecimal("8"), 4_000L, null));
    }

    @Test
    void ofSessionsEachCapNamesTheFullest() {
        UUID dear = new UUID(1, 1);
        UUID wordy = new UUID(1, 2);
        UUID slow = new UUID(1, 3);

        AgentCaps caps = shares(
                "{\"per_session_usd\": 4, \"per_session_tokens\": 100, \"per_session_seconds\": 60}",
                use(null, "0", 0, 0),
                use(dear, "3", 1, 1),
                use(wordy, "1", 99, 2),
                use(slow, "0", 0, 59));

        assertThat(caps.caps())
                .extracting(cap -> cap.cap() + " " + cap.percent() + " " + cap.sessionId())
                .containsExactly(
                        "per_session_usd 75.0 " + dear,
                        "per_session_tokens 99.0 " + wordy,
                        "per_session_seconds 98.3 " + slow);
        assertThat(caps.caps()).extracting(AgentCaps.Cap::projectedPercent).containsOnlyNulls();
    }

    @Test
    void withoutASessionNothingIsUsedOfItsCap() {
        assertThat(shares("{\"per_session_usd\": 4}", use(null, "3", 3, 0)).caps())
                .singleElement()
                .satisfies(cap -> assertThat(cap.sessionId()).isNull())
                .satisfies(cap -> assertThat(cap.used()).isZero());
    }

    @Test
    void aCapOfZeroIsUsedUpByTheFirstCent() {
        assertThat(Share.percent(BigDecimal.ZERO, BigDecimal.ZERO)).isEqualByComparingTo("0");
        assertThat(Share.percent(new BigDecimal("0.01"), BigDecimal.ZERO)).isEqualByComparingTo("100");
        assertThat(Share.percent(new BigDecimal("99.99"), new BigDecimal("100")))
                .isEqualByComparingTo("99.9");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "{}|it has no cap",
                "[]|the stored budget is no JSON object that can be read",
                "none|the stored budget is too long to be read",
                "{'per_session_usd':'4'}|per_session_usd is no number from 0 to 1000000",
                "{'per_session_usd':-1}|per_session_usd is no number from 0 to 1000000",
                "{'per_session_usd':1e4299}|per_session_usd is no number from 0 to 1000000",
                "{'per_session_tokens':1.5}|per_session_tokens is no whole number from 0 to 1000000000",
                "{'per_session_seconds':86401}|per_session_seconds is no whole number from 0 to 86400",
                "{'per_session_usd':1,'per_session_usd':2}|the stored budget is no JSON object that can be read"
            })
    void whatCannotBeReadIsNamed(String json, String problem) {
        StoredBudget budget = StoredBudget.of(json == null ? null : json.replace('\'', '"'));

        assertThat(budget.problem()).isEqualTo(problem);
        assertThat(budget.caps()).isEmpty();
    }

    @Test
    void aCapThatCanBeReadIsShownBesideOneThatCannot() {
        StoredBudget budget = StoredBudget.of("{\"per_session_usd\": {}, \"per_agent_usd_daily\": 1e1}");

        assertThat(budget.caps()).containsOnly(Map.entry(CapKind.DAY_USD, new BigDecimal("1e1")));
        assertThat(budget.problem()).startsWith("per_session_usd is no number");
    }

    @Test
    void aProjectionNeedsAnHourAndSomethingUsed() {
        Duration early = Duration.ofSeconds(3_599);

        assertThat(Projections.of(BigDecimal.TEN, 10, early))
                .isEqualTo(CostProjection.none("less than an hour of the day has passed"));
        assertThat(Projections.of(BigDecimal.ZERO, 0, QUARTER))
                .isEqualTo(CostProjection.none("nothing was used today"));
        assertThat(Projections.of(BigDecimal.ZERO, Long.MAX_VALUE, Duration.ofHours(1))
                        .tokens())
                .isEqualTo(Long.MAX_VALUE);
        assertThat(Projections.of(new BigDecimal("0.1"), 1, Duration.ofSeconds(7_000))
                        .usd())
                .isEqualTo(new BigDecimal("1.234286"));
    }
}

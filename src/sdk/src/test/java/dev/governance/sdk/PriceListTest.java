package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.sdk.errors.UnknownModelException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class PriceListTest {
    private final PriceList prices = PriceList.standard();

    @Test
    void theLongestNameThatFitsDecides() {
        assertThat(prices.usd("gpt-4o-mini-2024-07-18", 1_000_000, 1_000_000)).isEqualByComparingTo("0.75");
        assertThat(prices.usd("gpt-4o-2024-08-06", 1_000_000, 1_000_000)).isEqualByComparingTo("12.50");
        assertThat(prices.usd("gpt-4-0613", 1_000_000, 0)).isEqualByComparingTo("30");
        assertThat(prices.usd("claude-opus-4-6", 1, 1)).isEqualByComparingTo("0.00009");
    }

    @Test
    void aSingleTokenIsNotNothing() {
        assertThat(prices.usd("gemini-1.5-flash", 1, 0)).isEqualTo(new BigDecimal("0.000000075"));
    }

    @Test
    void aModelWithoutAPriceIsRefused() {
        assertThatThrownBy(() -> prices.usd("gp", 1, 1))
                .isInstanceOfSatisfying(
                        UnknownModelException.class,
                        unknown -> assertThat(unknown.model()).isEqualTo("gp"));
        assertThatThrownBy(() -> prices.usd("", 1, 1)).isInstanceOf(UnknownModelException.class);
    }

    @Test
    void aHostAddsItsOwnPrices() {
        PriceList more = prices.with("house-model", BigDecimal.ZERO, new BigDecimal("0.5"));

        assertThat(more.usd("house-model-2", 9, 2_000_000)).isEqualByComparingTo("1");
        assertThatThrownBy(() -> prices.usd("house-model", 1, 1)).isInstanceOf(UnknownModelException.class);
        assertThatThrownBy(() -> prices.with("x", new BigDecimal("-1"), BigDecimal.ONE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

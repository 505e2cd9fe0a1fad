package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopePolicyTest {
    private final ScopePolicy policy =
            ScopePolicy.of("refund-agent").allowApis("GET https://api.example.com/v1/*", "POST https://x.example/a..b");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET https://api.example.com/v1/",
                "GET https://api.example.com/v1/orders?from=1..5",
                "GET https://api.example.com/v1/a..b/...",
                "POST https://x.example/a..b"
            })
    void whatBeginsAsAllowedIsAllowed(String api) {
        assertThat(policy.allowsApi(api)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET https://api.example.com/v2/",
                "get https://api.example.com/v1/",
                "GET https://api.example.com/v1/..",
                "GET https://api.example.com/v1/../admin",
                "GET https://api.example.com/v1/a/%2e%2E/%2e./admin",
                "GET https://api.example.com/v1/a%2F..%2Fadmin",
                "GET https://api.example.com/v1/%25252e%25252e/admin",
                "GET https://api.example.com/v1/\\..\\admin",
                "GET https://api.example.com/v1/..;x/admin"
            })
    void whatLeavesItIsNot(String api) {
        assertThat(policy.allowsApi(api)).isFalse();
    }

    @Test
    void aPolicyHasItsLimits() {
        String[] many = IntStream.range(0, 1_025).mapToObj(i -> "tool-" + i).toArray(String[]::new);

        assertThatThrownBy(() -> ScopePolicy.of("x").allowTools(many)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ScopePolicy.of("x").allowTools("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ScopePolicy.of("x").allowModels("m".repeat(129)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ScopePolicy.of("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachStepGivesACopy() {
        ScopePolicy more = policy.allowTools("refund");

        assertThat(policy.tools()).isEmpty();
        assertThat(more.tools()).containsExactly("refund");
        assertThat(more.apis()).isEqualTo(policy.apis());
    }
}

package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hashes as {@code _hash_payload} of the Python package 0.7.3 printed them. */
class PayloadTest {
    static Stream<Arguments> payloads() {
        return Stream.of(
                Arguments.of(-0.0, "c26617c7ccbcaa6631b45d851b8cf56e21d2ca624bdb1193afdbd4b560702cec"),
                Arguments.of(1e16, "a144838520595009e7daf5aff8472573f9ce6a4bcd8c30673675618883464ab0"),
                Arguments.of(1.5e300, "ba5b9d007ed3bac3aed4e53fff4395ec6e034ab008e90969287e3b8860c31b12"),
                Arguments.of(0.1, "14be4b45f18e0d8c67b4f719b5144eee88497e413709d11d85b096d8e2346310"),
                Arguments.of("a\0b", "9db18af7360cd5d03bddf6a34395bcbe2a9a0c79ef7c495e5bd149c3c490defe"),
                Arguments.of("\uD800", "8c0c59dd0d275aadcd462a5fe12eb352cbdfeaf961eae4f85a4660521df7d2f5"),
                Arguments.of(
                        Map.of("args", List.of("x", 7), "kwargs", Map.of()),
                        "b43dfb9723ec7966e797b4e9ebbf57f0c8ec114b9e5782391d044a09cb5044e8"),
                Arguments.of(
                        Map.of("\uE000", 1, "\uD83D\uDE00", 2),
                        "cbc59ba170b24c28f6de748a91f6cd6c844aa7470605f4accc7bf644eb05f495"),
                Arguments.of("caf\u00e9\u007f", "eda9490c85a0d30a5ae1a282bd6b031ee1d867ce643cabdf46457a4b41515a6f"),
                Arguments.of(
                        Arrays.asList(BigInteger.TEN.pow(30), true, null),
                        "850da69f39c881aa5bfcef83b08fba6d11405b865ec02a0de62af1c430fb5fee"),
                Arguments.of("x".repeat(70_000), "803a582323ca2a2b6b34036264bfaa1a70f41ffc6e981af76268a7d83ab5387b"),
                Arguments.of(null, "74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b"));
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void aPayloadHasTheHashThatPythonGivesIt(@Nullable Object payload, String hash) {
        assertThat(AuditEvent.of("agent", "custom").input(payload).inputHash()).isEqualTo(hash);
    }
}

package dev.governance.console.testing;

import dev.governance.console.http.EdgeLimits;
import dev.governance.console.http.HttpSettings;
import dev.governance.console.http.Rates;
import dev.governance.console.http.TlsFiles;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A front door that only this machine reaches, as the configuration has it where nothing is said. */
public final class Loopback {
    public static HttpSettings settings() {
        return settings(false, List.of());
    }

    public static HttpSettings settings(boolean secureCookies, List<String> trustedProxies) {
        return settings(secureCookies, trustedProxies, EdgeLimits.of(4_000, 500, 2_000, 40));
    }

    public static HttpSettings settings(boolean secureCookies, List<String> trustedProxies, EdgeLimits limits) {
        return settings(secureCookies, trustedProxies, limits, null);
    }

    public static HttpSettings managed(HttpSettings.Management management) {
        return settings(false, List.of(), EdgeLimits.of(4_000, 500, 2_000, 40), management);
    }

    public static HttpSettings rated(Rates rates) {
        return settings(false, List.of(), EdgeLimits.of(4_000, 500, 2_000, 40), rates, null);
    }

    private static HttpSettings settings(
            boolean secureCookies,
            List<String> trustedProxies,
            EdgeLimits limits,
            HttpSettings.@Nullable Management management) {
        return settings(secureCookies, trustedProxies, limits, new Rates(60, 1_000), management);
    }

    private static HttpSettings settings(
            boolean secureCookies,
            List<String> trustedProxies,
            EdgeLimits limits,
            Rates rates,
            HttpSettings.@Nullable Management management) {
        return new HttpSettings(
                "127.0.0.1",
                0,
                "a <b>\"&\" c",
                secureCookies,
                () -> Set.of("https://friend.example"),
                trustedProxies,
                null,
                () -> limits,
                () -> rates,
                management,
                Duration.ofSeconds(5),
                () -> "process_is_measured 1\n",
                "1.2.3");
    }

    public static HttpSettings overTls(TlsFiles files) {
        return overTls(files, EdgeLimits.of(4_000, 500, 2_000, 40));
    }

    public static HttpSettings overTls(TlsFiles files, EdgeLimits limits) {
        return new HttpSettings(
                "127.0.0.1",
                0,
                "",
                false,
                Set::of,
                List.of(),
                files,
                () -> limits,
                () -> new Rates(60, 1_000),
                null,
                Duration.ofSeconds(5),
                () -> "",
                "1.2.3");
    }

    private Loopback() {}
}

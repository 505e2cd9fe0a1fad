package dev.governance.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleClientTest {
    @ParameterizedTest
    @CsvSource({
        "https://console.example, https://console.example",
        "https://Console.Example:443/, https://console.example",
        "HTTP://LOCALHOST:80, http://localhost",
        "http://127.0.0.1:8766, http://127.0.0.1:8766",
        "https://console.example:80/behind, https://console.example:80",
        "http://[::1]:8766, http://[::1]:8766"
    })
    void theOriginIsAsABrowserWritesIt(URI server, String origin) {
        assertThat(ConsoleClient.origin(server)).isEqualTo(origin);
    }
}

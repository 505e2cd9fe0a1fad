package dev.governance.console.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReloadTest {
    private static Configuration read(String... options) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i], options[i + 1]);
        }
        return Configuration.read(null, Map.of(), all);
    }

    @Test
    void nothingChangesWhereTheSameIsReadAgain() {
        Reload reload = Reload.of(read(), read());

        assertThat(reload.changed()).isEmpty();
        assertThat(reload.waiting()).isEmpty();
        assertThat(reload.next()).isEqualTo(read());
    }

    @Test
    void whatCannotBeFollowedStaysAsItWas() {
        Reload reload = Reload.of(read(), read("http.port", "9000", "redaction.keys", "iban", "auth.idle", "5m"));

        assertThat(reload.changed()).containsOnly(Map.entry("redaction.keys", List.of("[]", "[\"iban\"]")));
        assertThat(reload.waiting()).containsExactly("http.port", "auth.idle");
        assertThat(reload.next().config().http().port()).isEqualTo(8766);
        assertThat(reload.next().config().redaction().keys()).containsExactly("iban");
    }

    @Test
    void whatChangesTogetherIsTakenTogether() {
        Configuration running = read("presence.idle_after", "60s", "presence.unresponsive_after", "90s");

        Reload reload = Reload.of(running, read("presence.idle_after", "100s", "presence.unresponsive_after", "200s"));

        assertThat(reload.changed()).hasSize(2);
        assertThat(reload.next().config().presence().idle()).hasSeconds(100);
    }

    @Test
    void whatNobodyCouldStartWithIsNotRead() {
        assertThatThrownBy(() -> read("presence.idle_after", "100s", "presence.unresponsive_after", "90s"))
                .isInstanceOf(StartProblem.class);
    }
}

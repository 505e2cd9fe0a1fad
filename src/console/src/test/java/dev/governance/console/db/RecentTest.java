package dev.governance.console.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentTest {
    private final Recent<String> recent = new Recent<>(3);

    @Test
    void onlyShortTextsAreKept() {
        recent.put("abc", "short");
        recent.put("abcd", "long");

        assertThat(recent.get("abc")).isEqualTo("short");
        assertThat(recent.get("abcd")).isNull();
    }

    @Test
    void whatNobodyAsksForIsForgottenAndTheRestIsNot() {
        recent.put("old", "old");
        recent.put("hot", "hot");
        for (int i = 0; i < 2 * Recent.KEPT; i++) {
            recent.put(Integer.toString(i % 1000), "new" + i);
            assertThat(recent.get("hot")).isEqualTo("hot");
        }

        assertThat(recent.get("old")).isNull();
    }
}

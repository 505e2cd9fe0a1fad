package dev.governance.console.audit.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.testing.Stage;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who tells that the marks are damaged, and who may say that it is over. */
class MarksAlarmStoreTest {
    private static final Duration QUIET = Duration.ofSeconds(10);

    private final Stage stage = Stage.open();
    private final MarksAlarmStore store = new MarksAlarmStore();

    @AfterEach
    void close() {
        stage.close();
    }

    private boolean tell(String state, boolean news) {
        return Stage.wait(stage.database()
                .inTransaction(transaction -> store.tell(transaction, state, "It is damaged.", 5, news)));
    }

    private boolean clear(long number) {
        return Stage.wait(
                stage.database().inTransaction(transaction -> store.clear(transaction, "It is sound.", number, QUIET)));
    }

    private void quietForLong() {
        stage.execute("update governance_console.sweep set marks_told_at = marks_told_at - interval '11 seconds'");
    }

    @Test
    void itIsOverWhenNobodyHasSeenItForLongAndNoNewerHeadWasKnown() {
        assertThat(tell("forged", true)).isTrue();

        assertThat(clear(9)).isFalse();
        quietForLong();
        assertThat(clear(4)).isFalse();
        assertThat(clear(5)).isTrue();
        assertThat(clear(5)).isFalse();
    }

    @Test
    void whatANodeStillSeesNoOtherCallsOff() {
        tell("forged", true);
        quietForLong();

        assertThat(tell("forged", false)).isFalse();

        assertThat(clear(9)).isFalse();
    }

    @Test
    void whatWasCalledOffAndIsStillSeenIsToldAgain() {
        tell("forged", true);
        quietForLong();
        clear(9);

        assertThat(tell("forged", false)).isTrue();
    }

    @Test
    void nodesThatSeeDifferentDamageTellOnceEach() {
        assertThat(tell("forged", true)).isTrue();
        assertThat(tell("rolled_back", true)).isTrue();

        assertThat(tell("forged", false)).isFalse();
        assertThat(tell("rolled_back", false)).isFalse();
    }

    @Test
    void aTimeThatHasNotComeYetKeepsNobodyFromCallingItOff() {
        tell("forged", true);
        stage.execute("update governance_console.sweep set marks_told_at = 'infinity'");

        assertThat(clear(5)).isTrue();
    }
}

package dev.governance.console.audit.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Audit;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node hears of what any node found. */
class AnnouncementsTest {
    private final Stage stage = Stage.open();
    private final List<Audit.Checked> heard = new CopyOnWriteArrayList<>();
    private final Announcements news = new Announcements(stage.database(), heard::add);

    @BeforeEach
    void begin() {
        stage.execute("insert into governance_console.sweep (one) values (true) on conflict do nothing");
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void tell(String state) {
        stage.execute(
                "update governance_console.sweep set marks_told = ?, marks_headline = 'h', marks_told_at = now(),"
                        + " revision = revision + 1, marks_revision = revision + 1",
                state);
    }

    @Test
    void theFirstThingThatIsToldAfterTheStartIsNewsAndNothingBefore() {
        tell("forged");
        Stage.wait(news.start());

        tell("missing");
        news.ring();
        Eventually.holds("it is heard", () -> !heard.isEmpty());

        assertThat(heard).extracting(Audit.Checked::verdict).containsExactly("missing");
    }
}

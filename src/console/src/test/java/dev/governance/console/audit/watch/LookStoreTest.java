package dev.governance.console.audit.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.db.Queries;
import dev.governance.console.testing.Stage;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which session is looked at next. */
class LookStoreTest {
    private static final UUID ONE = new UUID(1, 1);
    private static final UUID OTHER = new UUID(2, 2);

    private final Stage stage = Stage.open();
    private final Queries queries = stage.database().queries();
    private final LookStore store = new LookStore();

    @AfterEach
    void close() {
        stage.close();
    }

    private Optional<UUID> next() {
        return Stage.wait(store.next(queries)).map(LookStore.Wanted::sessionId);
    }

    @Test
    void oneThatCannotBeReadLetsTheOthersGoFirstAndThenTheRound() {
        Stage.wait(store.add(queries, List.of(ONE)));
        Stage.wait(store.add(queries, List.of(OTHER)));
        assertThat(next()).contains(ONE);

        Stage.wait(store.postpone(queries, ONE));
        assertThat(next()).contains(OTHER);
        Stage.wait(store.postpone(queries, OTHER));
        assertThat(next()).isEmpty();

        stage.execute("update governance_console.closer_looks set since = since - interval '1 minute'");
        assertThat(next()).contains(ONE);
    }

    @Test
    void aTimeThatNobodyLivesToSeeDoesNotPutOffALook() {
        Stage.wait(store.add(queries, List.of(ONE)));
        stage.execute("update governance_console.closer_looks set since = 'infinity'");

        assertThat(next()).contains(ONE);
    }

    @Test
    void damageThatWasCheckedInTheFutureIsLookedAt() {
        Stage.wait(store.add(queries, List.of(ONE)));
        stage.execute(
                "insert into governance_console.damage (session_id, verdict, headline, sentence, failures, agents, events,"
                        + " found_at, checked_at, revision) values (?, 'tampered', 'h', 's', 1, '{}', 1, now(), 'infinity', 1)",
                ONE);

        assertThat(next()).contains(ONE);
    }

    @Test
    void whatIsOpenOrToBeLookedAtIsTold() {
        UUID cleared = new UUID(3, 3);
        UUID untold = new UUID(4, 4);
        Stage.wait(store.add(queries, List.of(ONE)));
        String damage =
                "insert into governance_console.damage (session_id, verdict, headline, sentence, failures, agents,"
                        + " events, found_at, checked_at, cleared_at, revision)"
                        + " values (?, 'tampered', 'h', 's', 1, '{}', 1, now(), now(), ?::timestamptz, 1)";
        stage.execute(damage, OTHER, null);
        stage.execute(damage, cleared, "2026-01-01 00:00:00Z");

        assertThat(Stage.wait(store.untold(queries, List.of(ONE, OTHER, cleared, untold))))
                .containsExactlyInAnyOrder(cleared, untold);
    }
}

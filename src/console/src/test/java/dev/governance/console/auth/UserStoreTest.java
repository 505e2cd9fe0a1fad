package dev.governance.console.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.db.Queries;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.People;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.ConsoleUser;
import dev.governance.console.wire.Role;
import io.vertx.core.Future;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When accounts are said to have been changed: whoever asks for two people goes by it. */
class UserStoreTest {
    private static final Caller OWNER = People.person("operator-1", Role.VIEWER);
    private static final String UPDATED =
            "select updated_at > ?::text::timestamptz as later" + " from governance_console_users";

    private final UserStore store = new UserStore();
    private Stage stage;

    @BeforeEach
    void open() {
        stage = Stage.open();
        stage.signIn(OWNER);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    /** What its owner does while a change waits for the account is done by the account as it was. */
    @Test
    void aChangeIsDatedOnceTheAccountIsHeld() throws Exception {
        Account account = new Account(
                new ConsoleUser(OWNER.userId(), OWNER.username(), Role.VIEWER, false, Instant.EPOCH, Instant.EPOCH),
                "new");
        List<Function<Queries, Future<?>>> changes = List.of(
                transaction -> store.reset(transaction, OWNER.userId(), "new"),
                transaction -> store.replace(transaction, account, "newer"),
                transaction -> store.change(transaction, OWNER.userId(), Role.ADMIN, false));
        for (Function<Queries, Future<?>> change : changes) {
            Future<?> changed;
            String released;
            try (Connection owner = stage.connect()) {
                owner.setAutoCommit(false);
                try (var statement = owner.createStatement()) {
                    statement.execute("select from governance_console_users for share");
                }
                changed = stage.database().inTransaction(change::apply);
                Eventually.holds("the change waits for the account", () -> stage.waiting() == 1);
                released = (String)
                        stage.one("select clock_timestamp()::text as at").get("at");
                owner.commit();
            }
            Stage.wait(changed);

            assertThat(stage.one(UPDATED, released)).containsEntry("later", true);
        }
        assertThat(stage.one("select password_hash, role from governance_console_users"))
                .containsEntry("password_hash", "newer")
                .containsEntry("role", "admin");
    }
}

package dev.governance.console.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.console.db.DatabaseProblem;
import dev.governance.console.db.DatabaseUrl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    @TempDir
    Path temporary;

    private static String ask(DatabaseUrl url, String sql) throws SQLException {
        try (Connection connection = url.connect();
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void run(DatabaseUrl url, String sql) throws SQLException {
        try (Connection connection = url.connect()) {
            connection.createStatement().execute(sql);
        }
    }

    @Test
    void aSecondStartFindsWhatTheFirstWrote() throws SQLException {
        Path home = temporary.resolve("data");
        try (EmbeddedPostgres first = EmbeddedPostgres.start(home, line -> {})) {
            run(first.url(), "create table kept (word text); insert into kept values ('here')");
        }

        String word;
        String fsync;
        try (EmbeddedPostgres second = EmbeddedPostgres.start(home, line -> {})) {
            word = ask(second.url(), "select word from kept");
            fsync = ask(second.url(), "show fsync");
        }

        assertThat(word).isEqualTo("here");
        assertThat(fsync).isEqualTo("on");
    }

    @Test
    void aFolderServesOneOwnerAndTellsWhoItIs() {
        Path home = temporary.resolve("data");
        try (EmbeddedPostgres first = EmbeddedPostgres.start(home, line -> {})) {
            assertThat(EmbeddedPostgres.running(home)).contains(first.url());

            assertThatThrownBy(() -> EmbeddedPostgres.start(home, line -> {}))
                    .isInstanceOf(DatabaseProblem.class)
                    .hasMessageContaining("in use")
                    .hasMessageContaining("pid " + ProcessHandle.current().pid())
                    .hasMessageContaining("--data");
        }
        assertThat(EmbeddedPostgres.running(home)).isEmpty();
    }

    @Test
    void theServerOfAKilledOwnerIsReplacedAndNothingIsLost() throws Exception {
        Path home = temporary.resolve("data");
        EmbeddedPostgres killed = EmbeddedPostgres.start(home, line -> {});
        run(killed.url(), "create table kept (word text); insert into kept values ('committed')");
        long server = Postmaster.running(Cluster.data(home)).orElseThrow().pid();
        new ProcessBuilder("kill", "-9", Long.toString(server)).start().waitFor();
        ProcessHandle.of(server).ifPresent(gone -> gone.onExit().join());
        killed.close();

        String word;
        try (EmbeddedPostgres next = EmbeddedPostgres.start(home, line -> {})) {
            word = ask(next.url(), "select word from kept");
        }

        assertThat(word).isEqualTo("committed");
    }

    @Test
    void aFolderOfSomethingElseIsLeftAlone() throws Exception {
        Path home = Files.createDirectory(temporary.resolve("photos"));
        Files.writeString(home.resolve("cat.txt"), "meow");

        assertThatThrownBy(() -> EmbeddedPostgres.start(home, line -> {}))
                .isInstanceOf(DatabaseProblem.class)
                .hasMessageContaining("holds other files");

        try (var files = Files.list(home)) {
            assertThat(files).containsExactly(home.resolve("cat.txt"));
        }
    }

    @Test
    void dataOfAnotherMajorVersionAreNotTouched() throws Exception {
        Path home = temporary.resolve("data");
        EmbeddedPostgres.start(home, line -> {}).close();
        Path version = Cluster.data(home).resolve("PG_VERSION");
        Files.writeString(version, "16\n");

        assertThatThrownBy(() -> EmbeddedPostgres.start(home, line -> {}))
                .isInstanceOf(DatabaseProblem.class)
                .hasMessageContaining("PostgreSQL 16")
                .hasMessageContaining("governance backup")
                .hasMessageContaining("governance restore");

        assertThat(Files.readString(version)).isEqualTo("16\n");
    }

    @Test
    void theSecretsInTheFolderAreTheOwnersAlone() throws Exception {
        Path home = temporary.resolve("data");
        EmbeddedPostgres.start(home, line -> {}).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Cluster.password(home))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
                .isEqualTo("rwx------");
    }

    @Test
    void aWrongPasswordIsRefusedInWords() {
        Path home = temporary.resolve("data");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home, line -> {})) {
            DatabaseUrl right = postgres.url();
            DatabaseUrl wrong =
                    new DatabaseUrl(right.host(), right.port(), right.database(), right.user(), "wrong", Map.of());

            assertThatThrownBy(wrong::connect)
                    .isInstanceOf(DatabaseProblem.class)
                    .hasMessageContaining("wrong user name or password")
                    .hasMessageNotContaining("wrong@");
        }
    }
}

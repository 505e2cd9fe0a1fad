package dev.governance.console.db.dump;

import static dev.governance.console.testing.TestPostgres.ask;
import static dev.governance.console.testing.TestPostgres.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.console.db.DatabaseProblem;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.TestPostgres;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpTest {
    private static final String EVENTS = """
            select md5(string_agg(e::text, ';' order by chain_seq)) from governance_audit_events e""";

    @TempDir
    Path folder;

    /** Rows of every kind that text could spoil: escapes, floats, absent values, a halt, a stray wrapper. */
    private static DatabaseUrl aDatabaseWithRows() {
        DatabaseUrl url = TestPostgres.migrated();
        execute(url, """
                insert into governance_audit_events (event_id, session_id, agent_id, kind, metadata_json, hmac_value,
                                                     prev_hash, created_at, signature)
                select md5('event' || n)::uuid, md5('session')::uuid, 'agent', 'tool.call',
                       jsonb_build_object('text', E'tab\\t, line\\n, \\\\N and ünïcode', 'float', 0.1 + n),
                       md5('mac' || n), nullif(md5('mac' || (n - 1)), md5('mac0')),
                       timestamptz '2026-03-01 12:00:00.123456+00' + n * interval '1 second', '\\x00ff'
                from generate_series(1, 500) n;
                insert into governance_cost_agent_daily (agent_id, day_utc, usd_used, tokens_used)
                values ('agent', '2026-03-01', 0.1 + 0.2, 3);
                insert into governance_policies (agent_id, policy_type, policy_json) values ('agent', 'scope', '{}');
                insert into governance_wrapper_registrations (agent_id, provider, hostname_hash, instance_id)
                values ('agent', 'openai', 'h', md5('instance')::uuid);
                delete from governance_policies;
                insert into governance_agent_presence (agent_id, operator_id, halted_by, halt_reason)
                values ('agent', 'pierre', 'maria', 'wild');
                insert into governance_console_users (user_id, username, password_hash, role)
                values (md5('maria')::uuid, 'maria', 'pbkdf2', 'admin');
                insert into governance_console.sessions (session_id, token_hash, user_id, address, user_agent, expires_at)
                values (md5('s')::uuid, repeat('a', 64), md5('maria')::uuid, '::1', 'browser', now())""");
        return url;
    }

    @Test
    void everyRowComesBackAndNumberingGoesOn() {
        DatabaseUrl from = aDatabaseWithRows();
        DatabaseUrl to = TestPostgres.empty();
        Path file = folder.resolve("backup.zip");

        Manifest written = Dump.write(from, file, line -> {});
        Manifest restored = Dump.restore(file, to, line -> {});

        assertThat(restored).isEqualTo(written);
        assertThat(written.rows()).isGreaterThan(505);
        assertThat(ask(to, EVENTS)).isEqualTo(ask(from, EVENTS));
        assertThat(ask(to, "select session_id::text from governance_console.sessions"))
                .hasSize(1);
        execute(to, """
                insert into governance_audit_events (event_id, session_id, agent_id, kind, hmac_value, created_at)
                values (gen_random_uuid(), gen_random_uuid(), 'agent', 'tool.call', 'mac', now())""");
        assertThat(ask(to, "select max(chain_seq) from governance_audit_events"))
                .containsExactly("501");
    }

    @Test
    void theGuardsStandAfterwards() {
        Path file = folder.resolve("backup.zip");
        DatabaseUrl to = TestPostgres.empty();
        Dump.write(aDatabaseWithRows(), file, line -> {});

        Dump.restore(file, to, line -> {});

        assertThat(ask(to, "select tgname from pg_trigger where tgenabled <> 'O'"))
                .isEmpty();
        assertThatThrownBy(() -> execute(to, "delete from governance_audit_events"))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> execute(to, "delete from governance_agent_presence"))
                .hasMessageContaining("cannot delete a halted agent");
    }

    @Test
    void aBackupIsItsOwnersAloneAndLeavesNoHalfFile() throws IOException {
        Path file = folder.resolve("backup.zip");

        Dump.write(aDatabaseWithRows(), file, line -> {});

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aFileThatIsThereIsNotOverwritten() throws IOException {
        Path file = Files.writeString(folder.resolve("backup.zip"), "the last good one");

        assertThatThrownBy(() -> Dump.write(TestPostgres.migrated(), file, line -> {}))
                .isInstanceOf(DatabaseProblem.class)
                .hasMessageContaining("is there already");

        assertThat(Files.readString(file)).isEqualTo("the last good one");
    }

    @Test
    void aFolderThatIsNotThereIsAClearMessage() {
        assertThatThrownBy(() -> Dump.write(TestPostgres.migrated(), folder.resolve("no/backup.zip"), line -> {}))
                .isInstanceOf(DatabaseProblem.class)
                .hasMessageContaining("check that the folder is there");
    }

    @Test
    void aDatabaseWithRowsIsNotRestoredInto() {
        Path file = folder.resolve("backup.zip");
        DatabaseUrl used = aDatabaseWithRows();
        Dump.write(used, file, line -> {});
        List<String> before = ask(used, EVENTS);

        assertThatThrownBy(() -> Dump.restore(file, used, line -> {}))
                .isInstanceOf(DatabaseProblem.class)
                .hasMessageContaining("holds rows already")
                .hasMessageContaining("Nothing was changed");

        assertThat(ask(used, EVENTS)).isEqualTo(before);
    }

    @Test
    void aFileThatWasCutOffRestoresNothing() throws IOException {
        Path file = folder.resolve("backup.zip");
        Dump.write(aDatabaseWithRows(), file, line -> {});
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength(bytes.length() / 2);
        }
        DatabaseUrl to = TestPostgres.empty();

        assertThatThrownBy(() -> Dump.restore(file, to, line -> {}))
                .isInstanceOf(DatabaseProblem.class)
                .hasMessageContaining("is not a whole backup");

        assertThat(ask(to, "select count(*) from pg_class where relname like 'governance%'"))
                .containsExactly("0");
    }

    @Test
    void aFileThatUnpacksWithoutEndRestoresNothing() throws IOException {
        Path file = folder.resolve("bomb.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("manifest.json"));
            zip.write(" ".repeat(2_000_000).getBytes(StandardCharsets.US_ASCII));
        }

        assertThatThrownBy(() -> Dump.restore(file, TestPostgres.empty(), line -> {}))
                .isInstanceOf(DatabaseProblem.class)
                .hasMessageContaining("is not a whole backup");
    }

    @Test
    void aFileWithOneChangedByteRestoresNothing() throws IOException {
        Path file = folder.resolve("backup.zip");
        Dump.write(aDatabaseWithRows(), file, line -> {});
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(bytes.length() / 2);
            int old = bytes.read();
            bytes.seek(bytes.length() / 2);
            bytes.write(old ^ 1);
        }
        DatabaseUrl to = TestPostgres.empty();

        assertThatThrownBy(() -> Dump.restore(file, to, line -> {}))
                .isInstanceOf(DatabaseProblem.class)
                .hasMessageContaining("is not a whole backup");

        assertThat(ask(to, "select count(*) from pg_class where relname like 'governance%'"))
                .containsExactly("0");
    }

    @Test
    void aRestoreThatFailsHalfWayLeavesNoRow() {
        Path file = folder.resolve("backup.zip");
        Dump.write(aDatabaseWithRows(), file, line -> {});
        DatabaseUrl to = TestPostgres.migrated();
        execute(to, "alter table governance_console.sessions add constraint never check (address = 'elsewhere')");

        assertThatThrownBy(() -> Dump.restore(file, to, line -> {}))
                .isInstanceOf(DatabaseProblem.class)
                .hasMessageContaining("Nothing was restored");

        assertThat(ask(to, "select count(*) from governance_audit_events")).containsExactly("0");
        assertThat(ask(to, "select tgname from pg_trigger where tgenabled <> 'O'"))
                .isEmpty();
    }

    @Test
    void aDatabaseThatIsBehindIsNotBackedUpByHalves() {
        assertThatThrownBy(() -> Dump.write(TestPostgres.empty(), folder.resolve("backup.zip"), line -> {}))
                .isInstanceOf(DatabaseProblem.class)
                .hasMessageContaining("governance migrate");
    }
}

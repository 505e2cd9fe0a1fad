package dev.governance.console.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.console.testing.Stage;
import dev.governance.console.testing.TestPostgres;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://agent:s3cr3t@db.example:6543/agents",
                "postgres://agent:s3cr3t@db.example:6543/agents",
                "postgresql+asyncpg://agent:s3cr3t@db.example:6543/agents",
                "postgresql+psycopg2://agent:s3cr3t@db.example:6543/agents",
                "jdbc:postgresql://db.example:6543/agents?user=agent&password=s3cr3t",
                "  POSTGRESQL://agent:s3cr3t@db.example:6543/agents  "
            })
    void everySpellingNamesTheSamePlace(String text) {
        assertThat(DatabaseUrl.parse(text))
                .isEqualTo(new DatabaseUrl("db.example", 6543, "agents", "agent", "s3cr3t", Map.of()));
    }

    @Test
    void portUserAndPasswordMayBeLeftOut() {
        assertThat(DatabaseUrl.parse("postgresql://db.example/agents"))
                .isEqualTo(new DatabaseUrl("db.example", 5432, "agents", "postgres", "", Map.of()));
    }

    @Test
    void percentEncodingIsReadAndAPlusStaysAPlus() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://a%40b:p%3A+%2F%F0%9F%94%91@[::1]/my%20db?sslmode=require");

        assertThat(url.user()).isEqualTo("a@b");
        assertThat(url.password()).isEqualTo("p:+/🔑");
        assertThat(url.host()).isEqualTo("::1");
        assertThat(url.database()).isEqualTo("my db");
        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://[::1]:5432/my%20db");
        assertThat(url.parameters()).isEqualTo(Map.of("sslmode", "require"));
        assertThat(DatabaseUrl.parse(url.withPassword()).password()).isEqualTo("p:+/🔑");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://a:s3cr3t@h/d",
                "a:s3cr3t@h/d",
                "postgresql://a:s3cr3t@h",
                "postgresql://a:s3cr3t@h/",
                "postgresql://a:s3cr3t with space@h/d",
                "postgresql:///d",
                "postgresql://a:s3cr3t@h:many/d",
                ""
            })
    void anUnreadableUrlIsRefusedWithItsFormAndWithoutItsPassword(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(DatabaseProblem.class)
                .hasMessageContaining("postgresql://user:password@host:5432/database")
                .message()
                .doesNotContain("s3cr3t");
    }

    @Test
    void itsTextNeverShowsThePassword() {
        assertThat(DatabaseUrl.parse("postgresql://a:s3cr3t@h/d")).hasToString("postgresql://a@h:5432/d");
    }

    @Test
    void bothClientsResolveTablesWhereTheUrlSays() throws SQLException {
        DatabaseUrl plain = TestPostgres.empty();
        TestPostgres.execute(plain, "create schema agents");
        DatabaseUrl url = DatabaseUrl.parse(plain.withPassword() + "?options=-csearch_path%3Dagents");

        try (Connection connection = url.connect();
                ResultSet row = connection.createStatement().executeQuery("select current_schema()")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("agents");
        }
        Vertx vertx = Vertx.vertx();
        try {
            Optional<String> schema = Stage.wait(Database.open(vertx, url.pgOptions())
                    .queries()
                    .findOne("select current_schema() as name", Tuple.tuple(), row -> row.getString("name")));
            assertThat(schema).contains("agents");
        } finally {
            vertx.close().timeout(20, TimeUnit.SECONDS).await();
        }
    }

    @Test
    void aWrongPasswordAndAPlaceWhereNobodyListensAreTold() {
        DatabaseUrl plain = TestPostgres.empty();
        DatabaseUrl nowhere = new DatabaseUrl("127.0.0.1", 1, "d", "postgres", "s3cr3t", Map.of());
        DatabaseUrl missing = new DatabaseUrl(
                plain.host(), plain.port(), "no_such_database", plain.user(), plain.password(), plain.parameters());

        for (DatabaseUrl url : List.of(nowhere, missing)) {
            assertThatThrownBy(url::connect)
                    .isInstanceOf(DatabaseProblem.class)
                    .message()
                    .doesNotContain("s3cr3t")
                    .contains(url.database());
        }
    }

    @Test
    void theServerIsVerifiedWhereTheUrlSaysSo(@TempDir Path folder) throws IOException {
        Path root = Files.writeString(folder.resolve("root.crt"), "a certificate");
        String place = "postgresql://a@h/d?sslrootcert=" + root + "&sslmode=";

        PgConnectOptions full = DatabaseUrl.parse(place + "verify-full").pgOptions();
        assertThat(full.getSslMode()).isEqualTo(SslMode.VERIFY_FULL);
        assertThat(full.getSslOptions().getHostnameVerificationAlgorithm()).isEqualTo("HTTPS");
        assertThat(full.getSslOptions().isTrustAll()).isFalse();
        assertThat(full.getProperties()).doesNotContainKeys("sslmode", "sslrootcert");

        PgConnectOptions ca = DatabaseUrl.parse(place + "verify-ca").pgOptions();
        assertThat(ca.getSslOptions().getHostnameVerificationAlgorithm()).isEmpty();
        assertThat(ca.getSslOptions().getTrustOptions()).isNotNull();
        assertThat(DatabaseUrl.parse(place + "require").pgOptions().getSslMode())
                .isEqualTo(SslMode.REQUIRE);
        assertThat(DatabaseUrl.parse("postgresql://a@h/d").pgOptions().getSslMode())
                .isEqualTo(SslMode.PREFER);
    }

    @Test
    void whatCannotBeVerifiedIsToldBeforeAnythingIsSent() {
        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://a@h/d?sslmode=verify-full&sslrootcert=no/such.crt")
                        .pgOptions())
                .isInstanceOf(DatabaseProblem.class)
                .hasMessageContaining("no/such.crt")
                .hasMessageContaining("sslrootcert=FILE");
        assertThatThrownBy(() ->
                        DatabaseUrl.parse("postgresql://a@h/d?sslmode=yes").pgOptions())
                .isInstanceOf(DatabaseProblem.class)
                .hasMessageContaining("verify-full");
    }
}

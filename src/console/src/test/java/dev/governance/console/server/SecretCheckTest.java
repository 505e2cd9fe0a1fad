package dev.governance.console.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.chain.ChainKey;
import dev.governance.console.db.Database;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.testing.TestPostgres;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecretCheckTest {
    private static final ChainKey OURS = ChainKey.ofSecret("the secret that the agents sign with, too");
    private static final ChainKey OTHER = ChainKey.ofSecret("quite another secret, of somebody else's");

    private final Vertx vertx = Vertx.vertx();
    private final DatabaseUrl url = TestPostgres.migrated();
    private final Database database = Database.open(vertx, url.pgOptions());

    @AfterEach
    void close() {
        database.close().await();
        vertx.close().await();
    }

    private void append(ChainKey key) {
        AuditEntry entry = new AuditEntry(UUID.randomUUID(), "agent", "custom", Map.of("word", "café", "count", 3));
        database.inTransaction(queries -> new Ledger(key, Clock.systemUTC()).append(queries, entry))
                .await();
    }

    @Test
    void anEmptyLogFitsEverySecret() {
        assertThatCode(() -> SecretCheck.check(url, OURS)).doesNotThrowAnyException();
    }

    @Test
    void theSecretThatSignedFits() {
        append(OURS);

        assertThatCode(() -> SecretCheck.check(url, OURS)).doesNotThrowAnyException();
    }

    @Test
    void anotherSecretIsRefusedBeforeItSignsAnything() {
        append(OURS);

        assertThatThrownBy(() -> SecretCheck.check(url, OTHER))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("does not match the stored chain")
                .hasMessageContaining("GOVERNANCE_AUDIT_SECRET");
    }

    @Test
    void aDamagedRowIsNoReasonToRefuseTheRightSecret() {
        append(OURS);
        append(OTHER);

        assertThatCode(() -> SecretCheck.check(url, OURS)).doesNotThrowAnyException();
    }
}

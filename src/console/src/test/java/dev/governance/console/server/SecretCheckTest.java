package dev.governance.console.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.chain.ChainKey;
import dev.governance.console.db.Database;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.server.config.StartProblem;
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
        assertThatCode(() -> SecretCheck.check(url, SigningKey.of(OURS))).doesNotThrowAnyException();
    }

    @Test
    void theSecretThatSignedFits() {
        append(OURS);

        assertThatCode(() -> SecretCheck.check(url, SigningKey.of(OURS))).doesNotThrowAnyException();
    }

    @Test
    void anotherSecretIsRefusedBeforeItSignsAnything() {
        append(OURS);

        assertThatThrownBy(() -> SecretCheck.check(url, SigningKey.of(OTHER)))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("does not match the stored chain")
                .hasMessageContaining("GOVERNANCE_AUDIT_SECRET");
    }

    @Test
    void aDamagedRowIsNoReasonToRefuseTheRightSecret() {
        append(OURS);
        append(OTHER);

        assertThatCode(() -> SecretCheck.check(url, SigningKey.of(OURS))).doesNotThrowAnyException();
    }

    private void register(String fingerprint, long since, String until) {
        TestPostgres.execute(
                url,
                "insert into governance_audit_chain_keys"
                        + " (fingerprint, activated_at_chain_seq, retired_at_chain_seq) values ('" + fingerprint + "', "
                        + since + ", " + until + ")");
    }

    @Test
    void aSecretThatWasRotatedOutIsNamed() {
        append(OURS);
        register(OURS.fingerprint(), 0, "7");
        register(OTHER.fingerprint(), 7, "null");

        assertThatCode(() -> SecretCheck.check(url, SigningKey.of(OTHER))).doesNotThrowAnyException();
        assertThatThrownBy(() -> SecretCheck.check(url, SigningKey.of(OURS)))
                .isInstanceOf(StartProblem.class)
                .hasMessage(
                        "the audit secret is key " + OURS.prefix() + ", which was rotated out at sequence number 7; "
                                + OTHER.prefix()
                                + " signs now. Set GOVERNANCE_AUDIT_SECRET to the new secret, and mount the old"
                                + " one as GOVERNANCE_CHAIN_KEY_" + OURS.prefix()
                                + " so that older rows can be verified; nothing was written");
    }

    @Test
    void theSecretThatLiesReadyFollowsOnceTheChainWasRotatedToIt() {
        SigningKey key = new SigningKey(OURS, OTHER);
        append(OURS);

        SecretCheck.check(url, key);
        assertThat(key.now()).isEqualTo(OURS);

        register(OURS.fingerprint(), 0, "7");
        register(OTHER.fingerprint(), 7, "null");
        SecretCheck.check(url, key);
        assertThat(key.now()).isEqualTo(OTHER);
    }

    @Test
    void aSecretThatLiesReadyAndWasRotatedOutFollowsNobody() {
        ChainKey third = ChainKey.ofSecret("a third secret, which signs by now, as it were");
        register(OTHER.fingerprint(), 0, "7");
        register(third.fingerprint(), 7, "null");
        SigningKey key = new SigningKey(OURS, OTHER);

        assertThatThrownBy(() -> SecretCheck.check(url, key)).isInstanceOf(StartProblem.class);
        assertThat(key.now()).isEqualTo(OURS);
    }

    @Test
    void aSecretThatNeverSignedHereIsNamed() {
        register(OTHER.fingerprint(), 0, "null");

        assertThatThrownBy(() -> SecretCheck.check(url, SigningKey.of(OURS)))
                .hasMessageContaining("the key of the chain is " + OTHER.prefix() + " since sequence number 0");
    }

    @Test
    void aTableOfKeysWithoutAnActiveOneIsNotGuessedAt() {
        register(OURS.fingerprint(), 0, "7");

        assertThatThrownBy(() -> SecretCheck.check(url, SigningKey.of(OURS)))
                .hasMessageContaining("no key of the audit chain is active");
    }

    @Test
    void aKeyThatWasRegisteredByItsBase64ReadingIsExplained() {
        ChainKey text = ChainKey.ofSecret("4f1c2a9be07d5368b1aa90ce77f02d3146e85bd9c0134f7a9e6d2288bb51cc07");
        register(text.decoded().orElseThrow().fingerprint(), 0, "null");

        assertThatThrownBy(() -> SecretCheck.check(url, SigningKey.of(text)))
                .hasMessageContaining("reads as in base64")
                .hasMessageContaining("governance keys rotate");
    }
}

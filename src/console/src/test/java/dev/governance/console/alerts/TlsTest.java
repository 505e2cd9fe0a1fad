package dev.governance.console.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Alerts;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.AlertDelivery;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.TrustOptions;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts over TLS: the certificate has to be of the webhook's name, whatever address that leads to. */
class TlsTest {
    private static final String PASSWORD = "only-for-tests";

    private final Stage stage = Stage.open();
    private PfxOptions certificate;
    private Receiver receiver;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=hooks.example",
                        "-ext",
                        "san=dns:hooks.example",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        certificate = new PfxOptions().setPath(store.toString()).setPassword(PASSWORD);
        receiver = new Receiver(new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate));
    }

    @AfterEach
    void close() {
        stage.close();
        receiver.close();
    }

    private AlertDelivery delivered(String host, @Nullable TrustOptions trusted) {
        stage.deploy(new AlertsVerticle(
                stage.bus(),
                stage.database(),
                stage.ledger(),
                Clock.systemUTC(),
                new AlertsVerticle.Target(
                        URI.create("https://" + host + ":" + receiver.port() + "/"), "x".repeat(32), true),
                name -> new InetAddress[] {InetAddress.getLoopbackAddress()},
                Duration.ofSeconds(10),
                trusted));
        UUID alertId = UUID.randomUUID();
        stage.execute(
                "insert into governance_console.cost_alerts (alert_id, agent_id, cap, period, threshold, cap_limit, used)"
                        + " values (?, 'a', 'per_agent_usd_daily', '2026-11-29', 80, 10, 8.50)",
                alertId);
        stage.execute(
                "insert into governance_console.alert_deliveries (delivery_id, alert_id) values (gen_random_uuid(), ?)",
                alertId);
        stage.bus().announce(Doorbell.ALERTS, new Doorbell.Rung(true));
        Eventually.holds("it was tried", () -> one().endedAt() != null || one().lastError() != null);
        return one();
    }

    private AlertDelivery one() {
        return stage.ask(Alerts.DELIVERIES, new Alerts.OfDeliveries(null, 1))
                .deliveries()
                .get(0);
    }

    @Test
    void theNameOnTheCertificateCounts() {
        assertThat(delivered("hooks.example", certificate).state()).isEqualTo("delivered");
        assertThat(receiver.got.get(0).host()).startsWith("hooks.example");
    }

    @Test
    void aCertificateOfAnotherNameIsRefused() {
        assertThat(delivered("other.example", certificate).lastError())
                .isEqualTo("its certificate does not do, or it speaks no TLS");
        assertThat(receiver.got).isEmpty();
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefused() {
        assertThat(delivered("hooks.example", null).lastError())
                .isEqualTo("its certificate does not do, or it speaks no TLS");
        assertThat(receiver.got).isEmpty();
    }
}

package dev.governance.console.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.chain.SessionVerdict;
import dev.governance.console.contract.Alerts;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.AlertDelivery;
import dev.governance.console.wire.Json;
import io.vertx.core.http.HttpServerResponse;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alerts on their way to a real server, from two nodes that share a database. */
class DeliveriesTest {
    private static final String SECRET = "a-secret-for-tests-only-0123456789";
    private static final String NAME = "hooks.example";
    private static final Instant NOW = Instant.parse("2026-11-29T20:00:00Z");
    private static final Duration LONG = Duration.ofSeconds(10);

    private final Stage here = Stage.open();
    private final Stage there = Stage.on(here.url());
    private final Receiver receiver = new Receiver();
    private final List<String> lookedUp = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        here.close();
        there.close();
        receiver.close();
    }

    private InetAddress[] thisMachine(String host) {
        lookedUp.add(host);
        return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }

    private void deploy(Stage node, String url, boolean allowPrivate, Webhook.Names names, Duration longest) {
        node.deploy(new AlertsVerticle(
                node.bus(),
                node.database(),
                node.ledger(),
                Clock.fixed(NOW, ZoneOffset.UTC),
                new AlertsVerticle.Target(URI.create(url), SECRET, allowPrivate),
                names,
                longest,
                null));
    }

    private void deploy(Stage node) {
        deploy(node, url(), true, this::thisMachine, LONG);
    }

    private String url() {
        return "http://" + NAME + ":" + receiver.port() + "/a-secret-path?key=4711";
    }

    private void alert(String agent) {
        UUID alertId = UUID.randomUUID();
        here.execute(
                "insert into governance_console.cost_alerts (alert_id, agent_id, cap, period, threshold, cap_limit, used)"
                        + " values (?, ?, 'per_agent_usd_daily', '2026-11-29', 80, 10, 8.50)",
                alertId,
                agent);
        here.execute(
                "insert into governance_console.alert_deliveries (delivery_id, alert_id) values (gen_random_uuid(), ?)",
                alertId);
    }

    private void ring() {
        here.bus().announce(Doorbell.ALERTS, new Doorbell.Rung(true));
        there.bus().announce(Doorbell.ALERTS, new Doorbell.Rung(true));
    }

    private List<AlertDelivery> deliveries() {
        return here.ask(Alerts.DELIVERIES, new Alerts.OfDeliveries(null, 500)).deliveries();
    }

    private AlertDelivery one() {
        return deliveries().get(0);
    }

    private void tried(int tries) {
        Eventually.holds(tries + " tries have ended", () -> {
            ring();
            return one().tries() == tries && (one().lastError() != null || one().endedAt() != null);
        });
    }

    /** As if its time had come; only between two tries. */
    private void due() {
        assertThat(one().lastError()).isNotNull();
        here.execute("update governance_console.alert_deliveries set next_try_at = now(), last_error = null");
    }

    private List<String> told(String kind) {
        return here
                .rows(
                        "select metadata_json::text as told from governance_audit_events where kind = ? order by chain_seq",
                        kind)
                .stream()
                .map(row -> (String) row.get("told"))
                .toList();
    }

    @Test
    void aReceiverCanVerifyWhatCameAndFromWhen() throws Exception {
        deploy(here);
        alert("refund-agent");

        tried(1);

        assertThat(receiver.got).hasSize(1);
        Receiver.Got got = receiver.got.get(0);
        assertThat(got.method() + " " + got.uri()).isEqualTo("POST /a-secret-path?key=4711");
        assertThat(got.host()).isEqualTo(NAME + ":" + receiver.port());
        assertThat(got.header("content-type")).isEqualTo("application/json");
        assertThat(got.header("x-governance-event")).isEqualTo("budget.threshold_crossed");
        assertThat(got.header("x-governance-timestamp")).isEqualTo(Long.toString(NOW.getEpochSecond()));
        assertThat(got.header("x-governance-signature"))
                .isEqualTo("sha256=" + hmac(got.header("x-governance-timestamp") + "." + got.body()));
        JsonNode body = Json.tree(got.body());
        assertThat(body.path("delivery_id").asText())
                .isEqualTo(got.header("x-governance-delivery"))
                .isEqualTo(one().deliveryId().toString());
        assertThat(body.path("alert").path("agent_id").asText()).isEqualTo("refund-agent");
        assertThat(body.path("alert").path("percent").decimalValue()).isEqualByComparingTo("85");
        assertThat(one().state()).isEqualTo("delivered");
        assertThat(one().lastStatus()).isEqualTo(204);
        assertThat(told(Deliveries.DELIVERED)).hasSize(1);
        assertThat(here.verdict(AuditEntry.CONSOLE_SESSION).status()).isEqualTo(SessionVerdict.Status.VERIFIED);
    }

    /** Written out, so that a slip of ours is no slip of the test's as well. */
    private static String hmac(String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void twoNodesDeliverEachOnce() {
        deploy(here);
        deploy(there);
        for (int i = 0; i < 30; i++) {
            alert("agent-" + i);
        }

        Eventually.holds("all are delivered", () -> {
            ring();
            return deliveries().stream().allMatch(delivery -> delivery.state().equals("delivered"));
        });

        assertThat(receiver.got)
                .extracting(got -> got.header("x-governance-delivery"))
                .hasSize(30)
                .doesNotHaveDuplicates();
        assertThat(deliveries()).extracting(AlertDelivery::tries).containsOnly(1);
        assertThat(told(Deliveries.DELIVERED)).hasSize(30);
    }

    @Test
    void whatFailsIsTriedAgainLaterEachTimeUntilItIsTaken() {
        deploy(here);
        receiver.answer = Receiver.answering(500);
        alert("a");

        tried(1);
        assertThat(one().state()).isEqualTo("waiting");
        assertThat(one().lastStatus()).isEqualTo(500);
        assertThat(one().lastError()).isEqualTo("it answered with status 500");
        Duration first = untilNext();
        due();
        tried(2);
        assertThat(untilNext()).isGreaterThan(first);
        due();
        receiver.answer = Receiver.answering(200);
        tried(3);

        assertThat(one().state()).isEqualTo("delivered");
        assertThat(one().nextTryAt()).isNull();
        assertThat(receiver.got)
                .extracting(got -> got.header("x-governance-delivery"))
                .hasSize(3)
                .containsOnly(one().deliveryId().toString());
        assertThat(told(Deliveries.DELIVERED)).hasSize(1);
        assertThat(told(Deliveries.FAILED)).isEmpty();
    }

    private Duration untilNext() {
        return Duration.between(one().triedAt(), one().nextTryAt());
    }

    @Test
    void afterTheLastTryItHasFailedForGood() {
        deploy(here);
        receiver.answer = Receiver.answering(404);
        alert("a");
        here.execute("update governance_console.alert_deliveries set tries = ?", Deliveries.MOST_TRIES - 1);

        tried(Deliveries.MOST_TRIES);

        assertThat(one().state()).isEqualTo("failed");
        assertThat(told(Deliveries.FAILED))
                .singleElement()
                .satisfies(told -> assertThat(told)
                        .contains("\"target\": \"http://hooks.example:" + receiver.port() + "\"", "404")
                        .doesNotContain("a-secret-path", "4711", SECRET));
        ring();
        assertThat(receiver.got).hasSize(1);
    }

    /** Neither as another POST nor as the GET that many clients make of it. */
    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNotFollowed(int status) {
        deploy(here);
        receiver.answer = request -> request.response()
                .setStatusCode(status)
                .putHeader("location", "/elsewhere")
                .end();
        alert("a");

        tried(1);

        assertThat(one().lastStatus()).isEqualTo(status);
        assertThat(one().lastError()).isEqualTo("it answered with a redirect, and those are not followed");
        assertThat(receiver.got).extracting(Receiver.Got::uri).containsExactly("/a-secret-path?key=4711");
    }

    @Test
    void whoDoesNotAnswerIsNotWaitedForAndStopsNoOther() {
        deploy(here, url(), true, this::thisMachine, Duration.ofSeconds(1));
        receiver.answer = request -> {
            if (receiver.got.size() > 1) {
                Receiver.answering(200).accept(request);
            }
        };
        alert("a");
        tried(1);
        assertThat(one().lastError()).isEqualTo("no answer within 1 s");

        alert("b");
        Eventually.holds("the other is delivered", () -> {
            ring();
            return deliveries().stream().anyMatch(each -> each.state().equals("delivered"));
        });
        assertThat(deliveries().get(0).agentId()).isEqualTo("b");
    }

    /** Its status is known; the rest is never read, however much it is. */
    @Test
    void anAnswerWithoutEndIsTakenByItsStatus() {
        deploy(here);
        receiver.answer = request -> endless(request.response().setChunked(true));
        alert("a");

        tried(1);

        assertThat(one().state()).isEqualTo("delivered");
    }

    private static void endless(HttpServerResponse response) {
        response.write("x".repeat(100_000)).onSuccess(more -> endless(response));
    }

    @Test
    void aNameThatLeadsIntoAnOwnNetworkIsRefusedUnlessAllowed() {
        String url = "https://hooks.example:" + receiver.port() + "/";
        deploy(here, url, false, this::thisMachine, LONG);
        alert("a");

        tried(1);

        assertThat(one().lastError()).startsWith("the name leads to an address that is not public");
        assertThat(receiver.got).isEmpty();
        assertThat(lookedUp).containsExactly(NAME);
    }

    @Test
    void oneAddressThatIsNotPublicSpoilsAllOthers() {
        deploy(
                here,
                "https://hooks.example/",
                false,
                host -> new InetAddress[] {InetAddress.getByName("1.1.1.1"), InetAddress.getByName("10.0.0.1")},
                LONG);
        alert("a");

        tried(1);

        assertThat(one().lastError()).startsWith("the name leads to an address that is not public");
    }

    @Test
    void theMetadataOfACloudIsNeverAskedNorAnybodyElseWithoutTls() {
        deploy(here, url(), true, host -> new InetAddress[] {InetAddress.getByName("169.254.169.254")}, LONG);
        alert("a");
        tried(1);
        assertThat(one().lastError()).startsWith("the name leads to an address that is not public");

        deploy(there, url(), true, host -> new InetAddress[] {InetAddress.getByName("192.168.1.1")}, LONG);
        here.execute("update governance_console.alert_deliveries set next_try_at = now(), last_error = null");
        there.bus().announce(Doorbell.ALERTS, new Doorbell.Rung(true));
        Eventually.holds("the other node tried", () -> one().lastError() != null);

        assertThat(one().lastError()).isEqualTo("without TLS only this machine is sent to");
        assertThat(one().tries()).isEqualTo(2);
    }

    /** The name leads to us once and elsewhere afterwards; the request goes where the name led when it was judged. */
    @Test
    void theConnectionGoesToTheAddressThatWasJudged() {
        deploy(
                here,
                url(),
                true,
                host -> new InetAddress[] {
                    InetAddress.getByName(lookedUp.isEmpty() ? thisMachine(host)[0].getHostAddress() : "10.1.2.3")
                },
                LONG);
        alert("a");

        tried(1);

        assertThat(one().state()).isEqualTo("delivered");
        assertThat(lookedUp).containsExactly(NAME);
        assertThat(receiver.got.get(0).host()).startsWith(NAME);
    }

    @Test
    void whatCannotBeReachedIsToldWithoutItsAddress() {
        deploy(here, "http://hooks.example:1/a-secret-path", true, this::thisMachine, LONG);
        alert("a");
        tried(1);
        assertThat(one().lastError()).startsWith("no connection (");

        deploy(
                there,
                url(),
                true,
                host -> {
                    throw new UnknownHostException(host);
                },
                LONG);
        due();
        there.bus().announce(Doorbell.ALERTS, new Doorbell.Rung(true));
        Eventually.holds("the other node tried", () -> one().lastError() != null);

        assertThat(one().lastError()).isEqualTo("the name cannot be looked up");
        assertThat(deliveries().toString()).doesNotContain("a-secret-path");
    }

    @Test
    void aServerWithoutTlsIsNotSpokenToWhereTlsIsAsked() {
        deploy(here, "https://hooks.example:" + receiver.port() + "/", true, this::thisMachine, LONG);
        alert("a");

        tried(1);

        assertThat(one().lastError()).isEqualTo("its certificate does not do, or it speaks no TLS");
        assertThat(receiver.got).isEmpty();
    }

    /** A node that died in the middle has left its lease; whoever is there once that is over tries again. */
    @Test
    void whatADeadNodeHadTakenIsTakenUpAgain() {
        alert("a");
        alert("b");
        DeliveryStore store = new DeliveryStore();
        assertThat(Stage.wait(store.take(here.database().queries(), UUID.randomUUID(), "http://dead")))
                .isPresent();
        deploy(there);

        Eventually.holds("the one that is free is delivered", () -> {
            there.bus().announce(Doorbell.ALERTS, new Doorbell.Rung(true));
            return receiver.got.size() == 1 && told(Deliveries.DELIVERED).size() == 1;
        });
        here.execute("update governance_console.alert_deliveries set next_try_at = now() where state = 'waiting'");
        Eventually.holds("the other one, too", () -> {
            there.bus().announce(Doorbell.ALERTS, new Doorbell.Rung(true));
            return told(Deliveries.DELIVERED).size() == 2;
        });

        assertThat(there.ask(Alerts.DELIVERIES, new Alerts.OfDeliveries(null, 500))
                        .deliveries())
                .extracting(AlertDelivery::tries)
                .containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void whoLostItsLeaseEndsNothing() {
        alert("a");
        DeliveryStore store = new DeliveryStore();
        DeliveryStore.Taken first = Stage.wait(store.take(here.database().queries(), UUID.randomUUID(), "x"))
                .orElseThrow();
        here.execute("update governance_console.alert_deliveries set next_try_at = now()");
        assertThat(Stage.wait(store.take(here.database().queries(), UUID.randomUUID(), "x")))
                .isPresent();

        Webhook.Result taken = new Webhook.Result(200, null);
        assertThat(Stage.wait(store.end(here.database().queries(), first, taken)))
                .isFalse();
        assertThat(Stage.wait(store.again(here.database().queries(), first, taken, LONG)))
                .isFalse();
    }

    @Test
    void aNodeWithoutAWebhookSendsNothingAndTellsAll() {
        here.deploy(new AlertsVerticle(here.bus(), here.database(), here.ledger(), Clock.systemUTC(), null));
        alert("a");
        alert("b");
        alert("c");

        Alerts.Deliveries first = here.ask(Alerts.DELIVERIES, new Alerts.OfDeliveries(null, 2));
        Alerts.Deliveries second = here.ask(Alerts.DELIVERIES, new Alerts.OfDeliveries(first.nextCursor(), 2));

        assertThat(first.deliveries()).extracting(AlertDelivery::agentId).containsExactly("c", "b");
        assertThat(second.deliveries()).extracting(AlertDelivery::agentId).containsExactly("a");
        assertThat(second.nextCursor()).isNull();
        assertThat(second.deliveries().get(0).target()).isNull();
        assertThat(here.refused(Alerts.DELIVERIES, new Alerts.OfDeliveries("x", 2))
                        .code())
                .isEqualTo("invalid_cursor");
    }

    @Test
    void aTargetDoesNotTellItsSecret() {
        assertThat(new AlertsVerticle.Target(URI.create(url()), SECRET, true).toString())
                .doesNotContain(SECRET, "4711");
    }
}

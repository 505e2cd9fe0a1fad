package dev.governance.console.alerts;

import dev.governance.console.wire.CostAlert;
import dev.governance.console.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one alert: to an address that was looked up and judged for this very request, so that the name cannot lead
 * elsewhere in between. Of the answer only the status is read.
 */
final class Webhook {
    private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);

    static final String EVENT = "budget.threshold_crossed";

    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /** Looks a name up; blocks. */
    interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    /**
     * How it went.
     *
     * @param status of the answer; null when there was none
     * @param error why it failed, without address and secret; null when it was taken
     */
    record Result(@Nullable Integer status, @Nullable String error) {
        boolean isTaken() {
            return error == null;
        }
    }

    /** What is sent. */
    record Body(String event, UUID deliveryId, CostAlert alert) {}

    private final Vertx vertx;
    private final WorkerExecutor lookups;
    private final AlertsVerticle.Target target;
    private final Names names;
    private final Duration longest;
    private final @Nullable TrustOptions trusted;
    private final Clock clock;
    private final Signature signature;

    /**
     * Creates it.
     *
     * @param longest for looking up, and for connecting, sending and the answer together
     * @param trusted whose certificates count; null for those that Java trusts
     */
    Webhook(
            Vertx vertx,
            WorkerExecutor lookups,
            AlertsVerticle.Target target,
            Names names,
            Duration longest,
            @Nullable TrustOptions trusted,
            Clock clock) {
        this.vertx = vertx;
        this.lookups = lookups;
        this.target = target;
        this.names = names;
        this.longest = longest;
        this.trusted = trusted;
        this.clock = clock;
        this.signature = new Signature(target.secret());
    }

    /** Scheme, host and port. */
    String shown() {
        URI url = target.url();
        return url.getScheme() + "://" + url.getHost() + ":" + port();
    }

    private boolean isTls() {
        return target.url().getScheme().equals("https");
    }

    private int port() {
        int port = target.url().getPort();
        return port >= 0 ? port : isTls() ? HTTPS : HTTP;
    }

    /**
     * Tries once; never fails.
     *
     * @param tries how many there were with this one: each goes to the next address of the name
     */
    Future<Result> send(UUID deliveryId, CostAlert alert, int tries) {
        return lookups.executeBlocking(() -> names.of(host()), false)
                .timeout(longest.toMillis(), TimeUnit.MILLISECONDS)
                .compose(found -> sendTo(found, deliveryId, alert, tries))
                .otherwise(failure -> new Result(null, reason(failure)));
    }

    private String host() {
        String host = target.url().getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private Future<Result> sendTo(InetAddress[] found, UUID deliveryId, CostAlert alert, int tries) {
        List<InetAddress> addresses = List.of(found);
        for (InetAddress address : addresses) {
            if (!Addresses.allows(address, target.allowPrivate())) {
                return refused("the name leads to an address that is not public; only with"
                        + " alerts.webhook.allow_private may it be one of an own network, and never one of a link");
            }
            if (!isTls() && !address.isLoopbackAddress()) {
                return refused("without TLS only this machine is sent to");
            }
        }
        InetAddress address = addresses.get(Math.floorMod(tries - 1, addresses.size()));
        return post(address, deliveryId, Json.write(new Body(EVENT, deliveryId, alert)));
    }

    private static Future<Result> refused(String why) {
        return Future.succeededFuture(new Result(null, why));
    }

    private Future<Result> post(InetAddress address, UUID deliveryId, String body) {
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        HttpClientAgent client = vertx.createHttpClient(options());
        return client.request(request(address))
                .compose(request -> request.putHeader("content-type", "application/json")
                        .putHeader("user-agent", "governance-console")
                        .putHeader("x-governance-event", EVENT)
                        .putHeader("x-governance-delivery", deliveryId.toString())
                        .putHeader("x-governance-timestamp", timestamp)
                        .putHeader("x-governance-signature", signature.of(timestamp, body))
                        .send(body))
                .map(response -> result(response.exceptionHandler(Webhook::left).statusCode()))
                .timeout(longest.toMillis(), TimeUnit.MILLISECONDS)
                .eventually(client::close); // with whatever is left of the answer
    }

    private HttpClientOptions options() {
        HttpClientOptions options = new HttpClientOptions()
                .setSsl(isTls())
                .setVerifyHost(true)
                .setKeepAlive(false)
                .setTracingPolicy(TracingPolicy.IGNORE) // a third party learns of no trace
                .setConnectTimeout(Math.toIntExact(longest.toMillis()));
        return trusted == null ? options : options.setTrustOptions(trusted);
    }

    private RequestOptions request(InetAddress address) {
        URI url = target.url();
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port())))
                .setHost(url.getHost())
                .setPort(port())
                .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
                .setFollowRedirects(false);
    }

    /** The answer's end is not waited for, so it ends with the connection. */
    private static void left(Throwable closed) {
        LOG.atTrace().setCause(closed).log("the rest of an answer was not read");
    }

    private static Result result(int status) {
        if (status >= 200 && status < 300) {
            return new Result(status, null);
        }
        return new Result(
                status,
                status >= 300 && status < 400
                        ? "it answered with a redirect, and those are not followed"
                        : "it answered with status " + status);
    }

    /** In our own words: those of the network may repeat the address. */
    private String reason(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return "no answer within " + longest.toSeconds() + " s";
        }
        if (failure instanceof UnknownHostException) {
            return "the name cannot be looked up";
        }
        if (failure instanceof SSLException || failure.getCause() instanceof SSLException) {
            return "its certificate does not do, or it speaks no TLS";
        }
        return "no connection (" + failure.getClass().getSimpleName() + ")";
    }
}

package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Permission;
import dev.governance.console.contract.Verifications;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.VerificationJob;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /api/verifications/<id>/progress}: a line of JSON whenever a job goes on, on whatever node it runs; the last
 * line carries the verdict, and the answer ends with it.
 */
final class ProgressLines {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressLines.class);

    /** So that no proxy hangs up, and what no bell told is told all the same. */
    private static final Duration LOOK = Duration.ofSeconds(15);

    private static final Duration RETRY = Duration.ofSeconds(10);

    private static final int READERS = 200;
    private static final int READERS_PER_USER = 10;

    private final Bus bus;
    private final Guard guard;
    private final SessionWatch watch;
    private final Map<Reader, SessionWatch.Watched> readers = new LinkedHashMap<>();

    ProgressLines(Vertx vertx, Bus bus, Guard guard, SessionWatch watch) {
        this.bus = bus;
        this.guard = guard;
        this.watch = watch;
        bus.listen(Verifications.PROGRESS, this::tell);
        vertx.setPeriodic(LOOK.toMillis(), timer -> snapshot().forEach(this::read));
    }

    void mount(Router router) {
        router.get("/api/verifications/:verification_id/progress")
                .handler(guard.allows(Permission.VERIFY))
                .handler(this::open);
    }

    /** Somebody who reads; compared by identity. */
    private static final class Reader {
        private final UUID job;
        private final UUID user;
        private final HttpServerRequest request;
        private final HttpServerResponse response;
        private boolean missed;

        private Reader(UUID job, UUID user, HttpServerRequest request) {
            this.job = job;
            this.user = user;
            this.request = request;
            this.response = request.response();
        }
    }

    private void open(RoutingContext context) {
        UUID job = VerificationRoutes.id(context);
        UUID user = Guard.caller(context).userId();
        refuseTooMany(user);
        Reader reader = new Reader(job, user, context.request());
        readers.put(reader, watch.begin(Guard.credential(context), Guard.here(context), () -> hangUp(reader)));
        context.response().closeHandler(closed -> forget(reader)).exceptionHandler(broken -> forget(reader));
        bus.ask(Verifications.JOB, new Verifications.One(job))
                .onSuccess(found -> begin(reader, found))
                .onFailure(failure -> {
                    forget(reader);
                    context.fail(failure);
                });
    }

    private void refuseTooMany(UUID user) {
        long own = readers.keySet().stream()
                .filter(reader -> reader.user.equals(user))
                .count();
        if (own >= READERS_PER_USER || readers.size() >= READERS) {
            throw new Refusal(Fault.TOO_MANY, "too_many_streams", "too many watch verifications; close some tabs")
                    .retryAfter(RETRY);
        }
    }

    private void begin(Reader reader, VerificationJob job) {
        if (reader.response.closed()) {
            forget(reader);
            return;
        }
        reader.response
                .setChunked(true)
                .putHeader("content-type", "application/x-ndjson")
                .putHeader("cache-control", "no-store")
                .putHeader("x-accel-buffering", "no");
        write(reader, job);
        if (reader.missed) {
            read(reader);
        }
    }

    /** News of a job carry only the words of its verdict, so its end is read whole. */
    private void tell(VerificationJob job) {
        snapshot().stream().filter(reader -> reader.job.equals(job.id())).forEach(reader -> {
            if (!reader.response.headWritten()) {
                reader.missed = true;
            } else if (job.hasEnded()) {
                read(reader);
            } else {
                write(reader, job);
            }
        });
    }

    private void read(Reader reader) {
        bus.ask(Verifications.JOB, new Verifications.One(reader.job))
                .onSuccess(job -> write(reader, job))
                .onFailure(failure -> LOG.atDebug().setCause(failure).log("a verification cannot be told for now"));
    }

    private void write(Reader reader, VerificationJob job) {
        if (!readers.containsKey(reader)) {
            return;
        }
        String line = Json.write(job) + "\n";
        if (job.hasEnded()) {
            forget(reader);
            reader.response.end(line).onFailure(ProgressLines::gone);
        } else if (!reader.response.writeQueueFull()) { // each line says everything, so a slow reader may miss some
            reader.response.write(line).onFailure(ProgressLines::gone);
        }
    }

    /** Without a last line: it is no end of the job. */
    private void hangUp(Reader reader) {
        forget(reader);
        HangUp.now(reader.request);
    }

    private void forget(Reader reader) {
        SessionWatch.Watched watched = readers.remove(reader);
        if (watched != null) {
            watch.forget(watched);
        }
    }

    private List<Reader> snapshot() {
        return new ArrayList<>(readers.keySet());
    }

    private static void gone(Throwable reason) {
        LOG.atDebug().setCause(reason).log("a reader of progress left");
    }
}

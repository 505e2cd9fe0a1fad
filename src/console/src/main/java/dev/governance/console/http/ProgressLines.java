package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Permission;
import dev.governance.console.contract.Verifications;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.VerificationJob;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
    private final Set<Reader> readers = new LinkedHashSet<>();

    ProgressLines(Vertx vertx, Bus bus, Guard guard) {
        this.bus = bus;
        this.guard = guard;
        bus.listen(Verifications.PROGRESS, this::tell);
        vertx.setPeriodic(LOOK.toMillis(), timer -> snapshot().forEach(this::look));
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
        private final Credential credential;
        private final HttpServerResponse response;
        private boolean missed;

        private Reader(UUID job, UUID user, Credential credential, HttpServerResponse response) {
            this.job = job;
            this.user = user;
            this.credential = credential;
            this.response = response;
        }
    }

    private void open(RoutingContext context) {
        UUID job = VerificationRoutes.id(context);
        UUID user = Guard.caller(context).userId();
        refuseTooMany(user);
        Reader reader = new Reader(job, user, Guard.credential(context), context.response());
        readers.add(reader);
        context.response()
                .closeHandler(closed -> readers.remove(reader))
                .exceptionHandler(broken -> readers.remove(reader));
        bus.ask(Verifications.JOB, new Verifications.One(job))
                .onSuccess(found -> begin(reader, found))
                .onFailure(failure -> {
                    readers.remove(reader);
                    context.fail(failure);
                });
    }

    private void refuseTooMany(UUID user) {
        long own = readers.stream().filter(reader -> reader.user.equals(user)).count();
        if (own >= READERS_PER_USER || readers.size() >= READERS) {
            throw new Refusal(Fault.TOO_MANY, "too_many_streams", "too many watch verifications; close some tabs")
                    .retryAfter(RETRY);
        }
    }

    private void begin(Reader reader, VerificationJob job) {
        if (reader.response.closed()) {
            readers.remove(reader);
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

    private void look(Reader reader) {
        guard.stillHere(reader.credential).onSuccess(here -> read(reader)).onFailure(failure -> {
            // A database that does not answer ends nobody's answer; a session that is over does.
            if (failure instanceof Refusal refusal && refusal.fault() == Fault.UNAUTHENTICATED) {
                hangUp(reader);
            }
        });
    }

    private void read(Reader reader) {
        bus.ask(Verifications.JOB, new Verifications.One(reader.job))
                .onSuccess(job -> write(reader, job))
                .onFailure(failure -> LOG.atDebug().setCause(failure).log("a verification cannot be told for now"));
    }

    private void write(Reader reader, VerificationJob job) {
        if (!readers.contains(reader)) {
            return;
        }
        String line = Json.write(job) + "\n";
        if (job.hasEnded()) {
            readers.remove(reader);
            reader.response.end(line).onFailure(ProgressLines::gone);
        } else if (!reader.response.writeQueueFull()) { // each line says everything, so a slow reader may miss some
            reader.response.write(line).onFailure(ProgressLines::gone);
        }
    }

    /** Without a last line: it is no end of the job. */
    private void hangUp(Reader reader) {
        readers.remove(reader);
        reader.response.reset();
    }

    private List<Reader> snapshot() {
        return new ArrayList<>(readers);
    }

    private static void gone(Throwable reason) {
        LOG.atDebug().setCause(reason).log("a reader of progress left");
    }
}

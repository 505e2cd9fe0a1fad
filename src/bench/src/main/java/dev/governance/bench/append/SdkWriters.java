package dev.governance.bench.append;

import dev.governance.bench.machine.Latencies;
import dev.governance.bench.machine.Place;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.sdk.AuditEvent;
import dev.governance.sdk.AuditResult;
import dev.governance.sdk.Governance;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.postgresql.ds.PGSimpleDataSource;

/** Agents that use the Java SDK: a thread each, on one pool. */
final class SdkWriters implements Writers {
    private final int count;
    private final KeptConnections connections;
    private final Governance governance;
    private final Team team;

    /**
     * Opens the writers.
     *
     * @param halts where the SDK hears of halts: the schema that is measured may not have them
     */
    SdkWriters(DatabaseUrl url, DatabaseUrl halts, int count, Flush flush) {
        this.count = count;
        this.connections = new KeptConnections(flush.on(url), count);
        PGSimpleDataSource watched = new PGSimpleDataSource();
        watched.setUrl(halts.jdbcUrl());
        watched.setUser(halts.user());
        watched.setPassword(halts.password());
        this.governance = Governance.builder(connections)
                .auditSecret(Place.SECRET)
                .haltDataSource(watched)
                .build();
        this.team = new Team(count);
    }

    @Override
    public void run(Duration length, Latencies latencies) {
        long end = System.nanoTime() + length.toNanos();
        team.each(number -> append(number, () -> System.nanoTime() < end, latencies, id -> {}));
    }

    /** Appends a number of events in all and tells the id of each that is stored. */
    void append(long events, Latencies latencies, Consumer<UUID> stored) {
        team.each(number -> {
            long[] left = {events / count + (number < events % count ? 1 : 0)};
            append(number, () -> left[0]-- > 0, latencies, stored);
        });
    }

    private void append(int number, BooleanSupplier goesOn, Latencies latencies, Consumer<UUID> stored) {
        UUID session = UUID.randomUUID();
        for (int i = 0; goesOn.getAsBoolean(); i++) {
            if (i % Content.SESSION == Content.SESSION - 1) {
                session = UUID.randomUUID();
            }
            long began = System.nanoTime();
            AuditResult result = governance
                    .audit()
                    .log(AuditEvent.of(Content.AGENT + number, Content.KIND)
                            .session(session)
                            .with(Content.METADATA));
            latencies.add(System.nanoTime() - began);
            if (!result.stored()) {
                throw new IllegalStateException("an event was not stored: " + result.reason());
            }
            stored.accept(result.eventId());
        }
    }

    @Override
    public void close() {
        team.close();
        governance.close();
        connections.close();
    }
}

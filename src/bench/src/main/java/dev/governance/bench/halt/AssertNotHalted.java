package dev.governance.bench.halt;

import dev.governance.bench.machine.Place;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.sdk.Governance;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.postgresql.ds.PGSimpleDataSource;

/** The check that every enforcement path begins with, of an agent that is not halted, beside halted ones. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AssertNotHalted {
    private final Governance governance = open();

    private static Governance open() {
        DatabaseUrl url = DatabaseUrl.parse(Objects.requireNonNull(System.getenv("GOVERNANCE_DATABASE_URL")));
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url.jdbcUrl());
        source.setUser(url.user());
        source.setPassword(url.password());
        return Governance.builder(source).auditSecret(Place.SECRET).build();
    }

    @TearDown
    public void close() {
        governance.close();
    }

    @Benchmark
    public void check() {
        governance.assertNotHalted("billing-agent");
    }
}

package dev.governance.sdk.matrix;

import dev.governance.console.interop.PythonRelease;
import dev.governance.sdk.Governance;
import dev.governance.sdk.SdkDatabase;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** One agent, halted in one manner while its database does one thing, and what became of each of its ways. */
final class HaltCase implements AutoCloseable {
    private static final Duration PROMISED = Duration.ofSeconds(5);

    /** How much later than it happens it is seen here, where many cases share few cores; no part of the promise. */
    private static final Duration SEEN_LATE = Duration.ofSeconds(1);

    private static final Duration IN_TIME = PROMISED.plus(SEEN_LATE);

    private static final Refusal LATE = new Refusal("NOT IN TIME", false);

    private final Map<String, Refusal> cells = new LinkedHashMap<>();
    private final Executor threads;
    private final AgentLine line;
    private final MatrixAgent agent;

    /** An agent that nobody halted yet. */
    HaltCase(Halters halters, Executor threads) {
        this.threads = threads;
        this.line = new AgentLine(halters.database());
        this.agent = new MatrixAgent(
                Governance.builder(line.source())
                        .haltDataSource(line.haltSource())
                        .auditSecret(PythonRelease.SECRET)
                        .holdingFolder(SdkDatabase.holdingFolder())
                        .build(),
                halters.database());
    }

    /** Goes every way once, with a provider that refuses each call. */
    Map<String, Refusal> open() {
        for (Way way : Way.values()) {
            String before = agent.deeds();
            agent.provider.answers((request, wire) -> wire.json(400, "1 1"));
            Refusal refusal = gone(way);
            boolean asked = !agent.deeds().equals(before);
            cells.put(way.toString(), way.asksAProvider() && asked ? new Refusal("WENT ON", false) : refusal);
        }
        return cells;
    }

    /** Halts it, and goes every way as long as the database does what it does, and once more when it is back. */
    Map<String, Refusal> halted(Halters halters, HaltedBy by, DatabaseDoes does) {
        List<RunningStream> streams = RunningStream.of(agent, threads);
        String traces = traces();
        does.before(line);
        by.halt(halters, agent.id);
        await("a refusal", refusal -> refusal.isHalted() || (does.mayStayUnknown() && refusal.isUnknown()));
        does.after(line);
        everyWay();
        streams.forEach(RunningStream::more);
        for (RunningStream stream : streams) {
            cell(stream + ", provider left", stream.isLeft(IN_TIME) ? new Refusal("left", true) : LATE);
        }
        if (does.forgets()) {
            await("not knowing", Refusal::isUnknown);
            everyWay();
        }
        line.mend();
        await("the halt, once the database is back", Refusal::isHalted);
        everyWay();
        streams.forEach(stream -> cell(stream.toString(), stream.refusal()));
        String after = traces();
        cell("traces in the database", after.equals(traces) ? new Refusal("none", true) : new Refusal(after, false));
        return cells;
    }

    /** What calls left in the database, once nothing that was written meanwhile is held any longer. */
    private String traces() {
        if (!SdkDatabase.eventually(() -> agent.governance.audit().held().waiting() == 0)) {
            cell("held events", new Refusal("STILL HELD", false));
        }
        return agent.traces();
    }

    private void everyWay() {
        for (Way way : Way.values()) {
            String before = agent.deeds();
            Refusal refusal = gone(way);
            String after = agent.deeds();
            cell(way.toString(), after.equals(before) ? refusal : new Refusal("LEFT " + after, false));
        }
    }

    private Refusal gone(Way way) {
        return CompletableFuture.supplyAsync(() -> Refusal.of(() -> way.go(agent, () -> {})), threads)
                .completeOnTimeout(LATE, IN_TIME.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** What was wrong once stays; what was right in several ways is told in all of them. */
    private void cell(String row, Refusal refusal) {
        cells.merge(row, refusal, Refusal::and);
    }

    private void await(String what, Predicate<Refusal> expected) {
        boolean came =
                SdkDatabase.eventually(IN_TIME, () -> expected.test(Refusal.of(() -> Way.ASSERT.go(agent, () -> {}))));
        if (!came) {
            cell(what, LATE);
        }
    }

    @Override
    public void close() {
        line.mend(); // or the agent would wait for it
        agent.close();
        line.close();
    }
}

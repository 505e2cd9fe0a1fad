package dev.governance.bench.start;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.bench.machine.Child;
import dev.governance.bench.machine.Numbers;
import dev.governance.bench.machine.Place;
import dev.governance.bench.machine.Ports;
import dev.governance.bench.machine.Rounds;
import dev.governance.bench.machine.Talk;
import dev.governance.bench.machine.Words;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.schema.Migrations;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** From the start of the jar to the first 200 of {@code /health/ready}, and what is resident when nobody asks for anything. */
public final class StartBench {
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final long LOOK_MS = 2;

    private final Place place;
    private final int rounds;
    private final Map<Jdk, Rounds> figures = new LinkedHashMap<>();

    public StartBench(Place place, int rounds) {
        this.place = place;
        this.rounds = rounds;
    }

    public ObjectNode run() {
        DatabaseUrl url = place.database("start");
        Migrations.migrate(url, false, step -> {});
        String load = Place.load();
        List<Jdk> jdks = Jdk.all();
        if (jdks.size() == 1) {
            Talk.say("SKIPPED: a newer Java than " + jdks.get(0).exact() + ", as there is none here");
        }
        boolean forgets = true;
        for (int round = 0; round < rounds; round++) {
            List<Jdk> turn = new ArrayList<>(jdks);
            Collections.rotate(turn, round);
            for (Jdk jdk : turn) {
                forgets &= forget(jdk);
                start(jdk, url, "cold", false);
                start(jdk, url, "warm", true);
            }
        }
        return report(jdks, forgets, load);
    }

    private Path jar() {
        return place.root().resolve("src/console/target/governance-console.jar");
    }

    /** Takes the jar and Java out of the kernel's memory; what another process has mapped stays. */
    private boolean forget(Jdk jdk) {
        List<Path> files = new ArrayList<>(jdk.files());
        files.add(jar());
        boolean all = true;
        for (Path file : files) {
            try (Child dd = Child.start(
                    place.folder(), Map.of(), List.of("dd", "if=" + file, "iflag=nocache", "count=0", "status=none"))) {
                all &= dd.await(START_LIMIT) == 0;
            }
        }
        return all;
    }

    private void start(Jdk jdk, DatabaseUrl url, String how, boolean thenIdle) {
        Rounds into = figures.computeIfAbsent(jdk, unused -> new Rounds());
        int port = Ports.free();
        long began = System.nanoTime();
        try (Child console = Child.start(
                place.folder(),
                place.environment(url),
                Words.of(
                        jdk.program(),
                        "-Dgovernance.data=" + place.folder().resolve("console"),
                        "-jar",
                        jar().toString(),
                        "serve",
                        "--port",
                        Integer.toString(port),
                        "--no-color"))) {
            Readiness.await(port, console, START_LIMIT, LOOK_MS);
            double ms = (System.nanoTime() - began) / 1e6;
            into.add(how + "_ms", ms);
            into.add(how + "_cpu_s", console.processorTime().toMillis() / 1e3);
            into.add(how + "_rss_mib", console.residentMib());
            if (thenIdle) {
                TimeUnit.NANOSECONDS.sleep(IDLE.toNanos());
                into.add("idle_rss_mib", console.residentMib());
            }
            Talk.say("Java " + jdk.exact() + ", " + how + ": ready after " + Math.round(ms) + " ms");
        } catch (IOException e) {
            throw new IllegalStateException("the console did not become ready", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a console started", e);
        }
    }

    private ObjectNode report(List<Jdk> jdks, boolean forgets, String load) {
        Rounds own = figures.getOrDefault(jdks.get(0), new Rounds());
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("bench", "start");
        report.put("rounds", rounds);
        report.put("ready", "the first 200 of /health/ready, on a migrated database");
        report.put("cold", forgets ? "jar and Java not in the kernel's memory" : "the kernel could not be made forget");
        Numbers.put(report, "p50_ms", own.median("warm_ms"));
        Numbers.put(report, "p99_ms", Numbers.best(own.values("warm_ms")));
        Numbers.put(report, "cold_ms", own.median("cold_ms"));
        Numbers.put(report, "idle_rss_mib", own.median("idle_rss_mib"));
        report.put("load_at_start", load);
        jdks.forEach(jdk -> {
            ObjectNode json = figures.getOrDefault(jdk, new Rounds()).json();
            json.put("java", jdk.exact());
            report.set(jdk.toString(), json);
        });
        return report;
    }
}

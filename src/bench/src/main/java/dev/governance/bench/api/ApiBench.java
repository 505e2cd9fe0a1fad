package dev.governance.bench.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.bench.data.Filling;
import dev.governance.bench.machine.Numbers;
import dev.governance.bench.machine.Person;
import dev.governance.bench.machine.Place;
import dev.governance.bench.machine.PythonPackage;
import dev.governance.bench.machine.RunningConsole;
import dev.governance.bench.machine.Talk;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.schema.Migrations;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the console answers under load, beside the FastAPI console of the Python package on the same database. */
public final class ApiBench {
    private static final String SKIPPED =
            "SKIPPED: the comparison with the Python console, as it is not installed; .ci/interop --prepare does that";

    /** Both consoles let five people a minute in from one address. The Python console searches a list of each one's requests. */
    private static final int PEOPLE = 4;

    /** So that sign-ins may come from many addresses. */
    private static final String CONFIGURATION = "{\"http\": {\"trusted_proxies\": [\"127.0.0.1\"]}}";

    private static final Duration REST_LIMIT = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final double AT_REST = 0.1; // of a core

    private final Place place;
    private final long rows;
    private final int rounds;

    public ApiBench(Place place, long rows, int rounds) {
        this.place = place;
        this.rows = rows;
        this.rounds = rounds;
    }

    public ObjectNode run() {
        PythonPackage python = new PythonPackage(place);
        DatabaseUrl url = place.database("api");
        if (python.isInstalled()) {
            python.migrate(url);
        }
        Migrations.migrate(url, false, step -> {});
        Filling.fill(place, url, rows);
        Fleet.write(url);
        List<Person> people = Stream.generate(() -> Person.added(place, url, "viewer"))
                .limit(PEOPLE)
                .toList();
        try (RunningConsole console = RunningConsole.on(place, url, CONFIGURATION)) {
            Side ours = Side.of("console", console.url(), people, console::processorTime);
            awaitRest(ours);
            ObjectNode report = JsonNodeFactory.instance.objectNode();
            report.put("bench", "api");
            report.put("rows", rows);
            if (python.isInstalled()) {
                try (PythonConsole peer = PythonConsole.on(place, python, url)) {
                    compare(List.of(ours, Side.of("fastapi", peer.url(), people, peer::processorTime)), report);
                    report.put("peer", "code-atelier-governance " + PythonPackage.VERSION + ", one uvicorn worker");
                    Numbers.put(report, "peer_rss_mib", peer.peakMib());
                }
            } else {
                Talk.say(SKIPPED);
                compare(List.of(ours), report);
                report.put("peer", SKIPPED);
            }
            awaitRest(ours);
            try (Load signingIn = new Load(place);
                    Load watcher = new Load(place)) {
                report.set("login", new SignIns(ours, people, signingIn, watcher, rounds).measure());
            }
            Numbers.put(report, "rss_mib", console.peakMib());
            return report;
        }
    }

    private void compare(List<Side> sides, ObjectNode report) {
        try (Load load = new Load(place)) {
            Comparison comparison = new Comparison(sides, place.server(), load);
            comparison.measure(rounds);
            comparison.report(report);
        }
    }

    /** After a start the console verifies the whole log, which is no part of any request. */
    private static void awaitRest(Side console) {
        long until = System.nanoTime() + REST_LIMIT.toNanos();
        while (System.nanoTime() < until) {
            Duration before = console.processorTime().get();
            pause();
            if (console.processorTime().get().minus(before).toNanos() < AT_REST * LOOK.toNanos()) {
                return;
            }
        }
        Talk.say("the console did not come to rest within " + REST_LIMIT.toSeconds() + " s and is measured as it is");
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the console came to rest", e);
        }
    }
}

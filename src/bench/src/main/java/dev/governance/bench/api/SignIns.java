package dev.governance.bench.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.bench.machine.Latencies;
import dev.governance.bench.machine.Numbers;
import dev.governance.bench.machine.Person;
import dev.governance.bench.machine.Talk;
import dev.governance.console.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What signing in costs the console, and what everybody else notices when many people do it at once. */
final class SignIns {
    private static final int STORM = 64;
    private static final int IN_A_ROW = 5;
    private static final int HASHES = 5;
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration STRETCH = Duration.ofSeconds(2);
    private static final Duration AHEAD = Duration.ofMillis(500);
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Duration RHYTHM = Duration.ofMillis(5);
    private static final String HEALTH = "/api/health";

    /** Whoever finds no room in the line is asked to come back in two seconds, and does. */
    private static final Set<Integer> EXPECTED = Set.of(200, 503);

    private final Side console;
    private final List<String> bodies;
    private final Load people;
    private final Load watcher;
    private final int rounds;
    private final List<Double> hashes = new ArrayList<>();
    private final List<Double> signIns = new ArrayList<>();
    private final Map<Integer, Long> statuses = new TreeMap<>();
    private final Latencies idle = new Latencies();
    private final Latencies storm = new Latencies();

    /**
     * Prepares it.
     *
     * @param console must trust this machine as a proxy, for it lets five people a minute in from one address
     */
    SignIns(Side console, List<Person> who, Load people, Load watcher, int rounds) {
        this.console = console;
        this.bodies = who.stream()
                .map(person -> Json.write(Map.of("username", person.username(), "password", person.password())))
                .toList();
        this.people = people;
        this.watcher = watcher;
        this.rounds = rounds;
    }

    ObjectNode measure() {
        double share = share();
        oneAfterTheOther(); // warms both up
        hashes.clear();
        signIns.clear();
        for (int round = 0; round < rounds; round++) {
            oneAfterTheOther();
        }
        for (int round = 0; round < rounds; round++) {
            health(idle);
            storm();
        }
        ObjectNode json = json(share);
        Talk.say("signing in: " + json);
        return json;
    }

    /** Hashes and sign-ins take turns; all that the console does meanwhile counts as its sign-ins'. */
    private void oneAfterTheOther() {
        for (int i = 0; i < HASHES; i++) {
            hashes.add(milliseconds(JdkHash.processorTime()));
        }
        Duration before = console.processorTime().get();
        people.done(Order.signIns(console.port(), bodies, 1, LONGEST, IN_A_ROW)).allGood("signing in");
        Duration spent = console.processorTime().get().minus(before);
        signIns.add(milliseconds(spent) / IN_A_ROW);
    }

    /** Of a core, while nothing is asked for. */
    private double share() {
        Supplier<Duration> processor = console.processorTime();
        Duration before = processor.get();
        pause(QUIET);
        return milliseconds(processor.get().minus(before)) / QUIET.toMillis();
    }

    private void storm() {
        people.begin(Order.signIns(console.port(), bodies, STORM, STRETCH.plus(AHEAD), Integer.MAX_VALUE));
        pause(AHEAD);
        health(storm);
        Answered answered = people.end();
        answered.statuses().forEach((status, count) -> statuses.merge(status, count, Long::sum));
        if (!EXPECTED.containsAll(answered.statuses().keySet())) {
            throw new IllegalStateException(
                    "a storm of sign-ins was answered with " + answered.statuses() + " " + answered.trouble());
        }
    }

    private void health(Latencies into) {
        watcher.done(Order.watch(console.port(), HEALTH, RHYTHM, STRETCH))
                .allGood(HEALTH)
                .micros()
                .forEach(micros -> into.add(TimeUnit.MICROSECONDS.toNanos(micros)));
    }

    private ObjectNode json(double share) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Numbers.put(json, "cpu_ms", Numbers.median(signIns));
        Numbers.put(json, "jdk_cpu_ms", Numbers.median(hashes));
        Numbers.put(json, "cpu_ratio", Numbers.median(signIns) / Numbers.median(hashes));
        Numbers.put(json, "idle_share_of_a_core", share);
        json.set("health_idle", idle.json());
        json.set("health_storm", storm.json());
        Numbers.put(json, "health_p50_ratio", storm.ms(0.5) / idle.ms(0.5));
        Numbers.put(json, "health_p99_ratio", storm.ms(0.99) / idle.ms(0.99));
        ObjectNode answers = json.putObject("storm_answers");
        statuses.forEach((status, count) -> answers.put(status.toString(), count));
        return json;
    }

    private static double milliseconds(Duration time) {
        return time.toNanos() / 1e6;
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted between two measurements", e);
        }
    }
}

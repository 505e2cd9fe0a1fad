package dev.governance.bench.halt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.bench.machine.Browser;
import dev.governance.bench.machine.Latencies;
import dev.governance.bench.machine.Numbers;
import dev.governance.bench.machine.Place;
import dev.governance.bench.machine.Talk;
import dev.governance.console.db.DatabaseUrl;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/** Agents in several processes, one of which is halted at a time. */
final class Fleet implements AutoCloseable {
    /** What is promised with and without LISTEN, and what no halt may take. */
    static final Duration BOUND = Duration.ofSeconds(5);

    private static final int OK = 200;

    private final String name = "agents-" + UUID.randomUUID().toString().substring(0, 8) + "-";
    private final List<AgentProcess> processes = new ArrayList<>();
    private final List<String> agents = new ArrayList<>();
    private final Latencies refused = new Latencies();
    private final Latencies answered = new Latencies();
    private int started;
    private int missed;

    Fleet(Place place, DatabaseUrl url, int size, int processCount, boolean listens) {
        for (int i = 0; i < processCount; i++) {
            processes.add(new AgentProcess(place, url, listens));
        }
        for (int i = 0; i < size; i++) {
            agents.add(start(i));
        }
    }

    private AgentProcess process(int place) {
        return processes.get(place % processes.size());
    }

    private String start(int place) {
        String agent = name + started++;
        process(place).run(agent);
        return agent;
    }

    /** Halts so many times, in turn, and lets a new agent take the place of each: a halted one stays halted. */
    void halt(Browser browser, int times) {
        for (int i = 0; i < times; i++) {
            int place = i % agents.size();
            halt(browser, place, agents.get(place));
            agents.set(place, start(place));
        }
        Talk.say(agents.size() + " agents in " + processes.size() + " processes: " + times + " halts, p50 "
                + refused.ms(0.5) + " ms, p99 " + refused.ms(0.99) + " ms, " + missed + " missed");
    }

    private void halt(Browser browser, int place, String agent) {
        long clicked = System.nanoTime();
        HttpResponse<String> answer = browser.post("/api/agents/" + agent + "/halt", Map.of("reason", "measured"));
        answered.add(System.nanoTime() - clicked);
        if (answer.statusCode() != OK) {
            throw new IllegalStateException("not halted: " + answer.body());
        }
        OptionalLong at = process(place).refusedAt(agent, BOUND);
        if (at.isPresent()) {
            refused.add(at.getAsLong() - clicked);
        } else {
            missed++;
        }
    }

    /** Times from the click to the first refused call, and what they are of the limit. */
    void report(ObjectNode json, Duration limit) {
        json.put("agents", agents.size());
        json.put("processes", processes.size());
        json.setAll(refused.json());
        json.put("missed", missed);
        json.put("limit_ms", limit.toMillis());
        Numbers.put(json, "ratio", refused.ms(0.99) / limit.toMillis());
        json.set("answer_to_the_click", answered.json());
    }

    @Override
    public void close() {
        processes.forEach(AgentProcess::close);
    }
}

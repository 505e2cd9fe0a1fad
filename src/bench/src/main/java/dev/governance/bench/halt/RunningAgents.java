package dev.governance.bench.halt;

import dev.governance.bench.machine.Place;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.sdk.Governance;
import dev.governance.sdk.errors.AgentHaltedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A process of agents that pass the check of every enforcement path once a millisecond. It is told on its input which
 * agents to run, a name a line, and tells on its output {@code running NAME} once one passed and {@code refused NAME} at
 * its first refusal, after which that agent rests.
 */
public final class RunningAgents {
    private final Governance governance;
    private final Set<String> fresh = ConcurrentHashMap.newKeySet();
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    private RunningAgents(Governance governance) {
        this.governance = governance;
    }

    public static void main(String[] words) throws IOException {
        DatabaseUrl url = DatabaseUrl.parse(Objects.requireNonNull(System.getenv("GOVERNANCE_DATABASE_URL")));
        PGSimpleDataSource source = words[0].equals("listen") ? new PGSimpleDataSource() : new WithoutDoorbell();
        source.setUrl(url.jdbcUrl());
        source.setUser(url.user());
        source.setPassword(url.password());
        try (Governance governance =
                Governance.builder(source).auditSecret(Place.SECRET).build()) {
            new RunningAgents(governance).run();
        }
    }

    private void run() throws IOException {
        Thread thread = new Thread(this::work, "agents");
        thread.setDaemon(true);
        thread.start();
        try (BufferedReader names = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String name = names.readLine(); name != null; name = names.readLine()) {
                fresh.add(name);
            }
        }
    }

    private void work() {
        try {
            while (true) {
                fresh.forEach(this::begin);
                running.forEach(this::step);
                TimeUnit.MILLISECONDS.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin(String agent) {
        governance.assertNotHalted(agent);
        fresh.remove(agent);
        running.add(agent);
        say("running " + agent);
    }

    private void step(String agent) {
        try {
            governance.assertNotHalted(agent);
        } catch (AgentHaltedException e) {
            say("refused " + agent);
            running.remove(agent);
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}

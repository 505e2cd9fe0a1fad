package dev.governance.console.badday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.approvals.GateRow;
import dev.governance.console.testing.Browser;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import dev.governance.sdk.AuditEvent;
import dev.governance.sdk.Governance;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * An agent that writes as fast as it is let, an admin who halts and one who grants, each with one key until it is answered,
 * somebody who follows, and strangers at the door, while something goes wrong. Afterwards nothing may be lost.
 */
final class Bustle implements AutoCloseable {
    private static final String AGENT = "busy-agent";
    private static final int GATES = 120;
    private static final int LEAST = 2;
    private static final int PAUSE_MS = 300;
    private static final int SHORT = 60; // the agent's part of it

    /** What goes wrong, and that it is over again. */
    interface Trouble {
        void pass() throws Exception;
    }

    private interface Act {
        void once(int number) throws InterruptedException;
    }

    private final UUID session = UUID.randomUUID();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<UUID> gates = new ArrayList<>();
    private final Site site;
    private final Supplier<String> console;
    private final int pauseMs;
    private final String token;
    private final Strangers strangers;
    private final Acts halts;
    private final Acts grants;

    /**
     * Prepares while everything is well.
     *
     * @param console where the console is now
     */
    Bustle(Site site, Supplier<String> console) {
        this(site, console, GATES, PAUSE_MS);
    }

    /**
     * The same at another pace.
     *
     * @param waiting how many requests wait to be granted
     * @param pauseMs after each act of an admin; the agent pauses for a sixtieth of it
     */
    Bustle(Site site, Supplier<String> console, int waiting, int pauseMs) {
        this.site = site;
        this.pauseMs = pauseMs;
        this.console = console;
        Browser admin = site.admin(console.get());
        token = site.token(admin);
        Browser viewer = site.viewer(console.get());
        Browser leaves = site.viewer(console.get());
        strangers = new Strangers(console, leaves.cookie(), viewer.cookie());
        leaves.send("POST", "/api/auth/logout", null);
        halts = new Acts(console, token);
        grants = new Acts(console, token);
        try (Stage stage = Stage.on(site.url())) {
            for (int i = 0; i < waiting; i++) {
                gates.add(GateRow.aGate(stage).of("asking-agent").insert().id);
            }
        }
    }

    String token() {
        return token;
    }

    /** Acts that were acknowledged so far. */
    int acknowledged() {
        return halts.acknowledged().size() + grants.acknowledged().size();
    }

    /** What the admins were answered so far, 0 for nothing. */
    Set<Integer> statuses() {
        Set<Integer> all = new HashSet<>(halts.statuses());
        all.addAll(grants.statuses());
        return all;
    }

    /** Acts that are in the log so far. */
    long recorded() {
        return site.count("governance_audit_events where kind in ('agent.halted', 'approval.granted')");
    }

    void during(Trouble trouble) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (Governance agent = site.agent();
                Follower follower = new Follower(console, token)) {
            Eventually.holds("somebody follows", follower::isLive);
            CompletableFuture<Integer> written = CompletableFuture.supplyAsync(() -> write(agent, over), threads);
            CompletableFuture<Void> halted = acting(halts, over, number -> halts.halt("halted-" + (100_000 + number)));
            CompletableFuture<Void> granted = acting(grants, over, number -> grants.grant(gates.get(number)));
            CompletableFuture<Void> tried = CompletableFuture.runAsync(() -> tryDoor(over), threads);

            try {
                trouble.pass();
            } finally {
                over.set(true);
            }

            CompletableFuture.allOf(halted, granted, tried).join();
            int events = written.join();
            Eventually.holds(
                    "nothing waits at the agent", () -> agent.audit().held().waiting() == 0);
            nothingIsLost(events, follower);
        }
    }

    /** As fast as it is let. */
    private int write(Governance agent, AtomicBoolean over) {
        int events = 0;
        while (!over.get()) {
            assertThat(agent.audit()
                            .log(AuditEvent.of(AGENT, "tool.call").session(session))
                            .lost())
                    .isFalse();
            events++;
            pause(pauseMs / SHORT);
        }
        return events;
    }

    /** As long as it lasts, and once more; however slow it is, a few times. */
    private CompletableFuture<Void> acting(Acts acts, AtomicBoolean over, Act act) {
        return CompletableFuture.runAsync(
                () -> {
                    boolean last = false;
                    while (!last && acts.acknowledged().size() < gates.size()) {
                        last = over.get() && acts.acknowledged().size() >= LEAST;
                        try {
                            act.once(acts.acknowledged().size());
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        pause(pauseMs);
                    }
                },
                threads);
    }

    private void tryDoor(AtomicBoolean over) {
        while (!over.get()) {
            strangers.tryAll();
            pause(400);
        }
        strangers.tryAll();
    }

    static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void nothingIsLost(int events, Follower follower) {
        assertThat(statuses()).as("done, or not now, or nobody knows").isSubsetOf(200, 503, 0);
        assertThat(strangers.statuses()).as("nobody sees what they may not").isSubsetOf(401, 403, 503, 0);
        assertThat(halts.acknowledged()).hasSizeGreaterThan(LEAST);
        assertThat(grants.acknowledged()).hasSizeGreaterThan(LEAST);
        assertThat(site.count("governance_audit_events where kind = 'tool.call' and session_id = '" + session + "'"))
                .isEqualTo(events);
        assertThat(site.ask("select agent_id from governance_audit_events where kind = 'agent.halted' order by 1"))
                .isEqualTo(halts.acknowledged());
        assertThat(site.ask("select metadata_json ->> 'request_id' from governance_audit_events"
                        + " where kind = 'approval.granted'"))
                .containsExactlyInAnyOrderElementsOf(grants.acknowledged());
        assertThat(site.ask("select request_id from governance_gates_pending where resolution = 'granted'"))
                .containsExactlyInAnyOrderElementsOf(grants.acknowledged());
        allIsTold(follower);
        assertThat(follower.resets()).isEmpty();
        chainIsWhole();
    }

    private void allIsTold(Follower follower) {
        Set<String> all = new HashSet<>(site.ask("select event_id from governance_audit_events where session_id = '"
                + session + "' or kind in ('agent.halted', 'approval.granted')"));
        Eventually.holds("all of it was told", () -> follower.events().containsAll(all));
    }

    private void chainIsWhole() {
        Browser admin = site.admin(console.get());
        assertThat(site.ask("select session_id from governance_audit_events group by 1"))
                .allSatisfy(id -> assertThat(admin.get("/api/session/" + id + "/verify")
                                .path("verdict")
                                .asText())
                        .isEqualTo("verified"));
        assertThat(admin.get("/health/governance").path("db_reachable").asBoolean())
                .isTrue();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

package dev.governance.console.presence;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.contract.FleetHalts;
import dev.governance.console.contract.Presence;
import dev.governance.console.contract.Presence.Halt;
import dev.governance.console.contract.Presence.Halted;
import dev.governance.console.contract.Presence.Resume;
import dev.governance.console.contract.Presence.Resumed;
import dev.governance.console.db.Database;
import dev.governance.console.db.RedactedJson;
import dev.governance.console.ledger.Acts;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.Refusals;
import dev.governance.console.ledger.Words;
import dev.governance.console.wire.AgentHalts;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.HaltPreview;
import dev.governance.console.wire.HaltResults;
import dev.governance.console.wire.OneLine;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Tells which agents live, halts and resumes them, and watches whether a halt is acknowledged and obeyed. */
public final class PresenceVerticle extends VerticleBase {
    private static final int AGENT_ID_LENGTH = 256;
    private static final int REASON_LENGTH = 512;
    private static final int PATTERN_SHOWN = 128; // of one that was refused, perhaps because it is no pattern
    private static final Duration LONGEST_LOCK = Duration.ofSeconds(3); // as every connection, well within a patience

    private final Bus bus;
    private final Database database;
    private final Database halts;
    private final Acts acts = new Acts();
    private final Refusals refusals;
    private final PresenceStore store;
    private final HaltHistoryStore history;
    private final Halting halting;
    private final FleetHalting fleet;
    private final Ledger ledger;

    /**
     * Creates the verticle.
     *
     * @param halts the same database as somebody who may change halt markers, where the console's own role may not
     * @param redaction takes JSON text and gives it back without secrets
     * @param idleAfter time without a heartbeat from which an agent counts as idle; 60 s is usual; asked each time
     * @param unresponsiveAfter time without a heartbeat from which it counts as gone; 300 s in the SDK
     */
    public PresenceVerticle(
            Bus bus,
            Database database,
            Database halts,
            Ledger ledger,
            UnaryOperator<String> redaction,
            Supplier<Duration> idleAfter,
            Supplier<Duration> unresponsiveAfter) {
        this.bus = bus;
        this.database = database;
        this.halts = halts;
        this.ledger = ledger;
        this.refusals = new Refusals(database, ledger);
        RedactedJson json = new RedactedJson(redaction);
        this.store = new PresenceStore(json, () -> new Liveness(idleAfter.get(), unresponsiveAfter.get()));
        this.history = new HaltHistoryStore(json);
        this.halting = new Halting(new HaltStore(), ledger);
        this.fleet = new FleetHalting(database, halts, acts, this::halted);
    }

    @Override
    public Future<?> start() {
        HaltWatch watch = new HaltWatch(vertx, database, halts, ledger, new Witnesses(bus), this::ring);
        bus.answer(Presence.AGENTS, this::agents);
        bus.answer(Presence.MATCHING, this::matching);
        bus.answer(Presence.HALTS, this::halts);
        bus.answer(Presence.HALT, this::halt);
        bus.answer(Presence.RESUME, this::resume);
        bus.answer(FleetHalts.PREVIEW, this::previewFleet);
        bus.answer(FleetHalts.HALT, this::haltFleet);
        bus.listen(Doorbell.HALT, rung -> watch.haltsChanged());
        bus.listen(Doorbell.APPENDED, rung -> watch.logGrew());
        return Future.succeededFuture();
    }

    private Future<Presence.Agents> agents(Presence.All all) {
        return store.agents(database.queries()).map(Presence.Agents::new);
    }

    private Future<Presence.Agents> matching(Presence.Matching asked) {
        return Future.succeededFuture(asked)
                .map(matching -> AgentPattern.checked(matching.pattern()))
                .compose(pattern -> store.agents(database.queries(), pattern))
                .map(Presence.Agents::new);
    }

    private Future<AgentHalts> halts(Presence.HaltsOf asked) {
        String agentId = agentId(asked.agentId());
        return history.halts(database.queries(), agentId, asked.limit() + 1)
                .map(found -> new AgentHalts(
                        agentId, found.stream().limit(asked.limit()).toList(), found.size() <= asked.limit()));
    }

    private Future<Halted> halt(Halt asked) {
        return halted(asked, LONGEST_LOCK).onSuccess(halted -> ring());
    }

    private Future<Halted> halted(Halt asked, Duration longestLock) {
        return Future.succeededFuture(asked)
                .map(halt -> new Halt(agentId(halt.agentId()), halt.by(), reason(halt.reason()), halt.key()))
                .compose(halt -> halts.inTransaction(
                        longestLock,
                        transaction -> acts.once(
                                transaction,
                                act("presence.halt", halt.agentId(), halt.by(), halt.key()),
                                Halted.class,
                                () -> halting.halt(transaction, halt))))
                .recover(HaltStore::explained)
                .recover(failure -> refusals.noted(failure, asked.by(), "presence.halt", asked.agentId()));
    }

    private Future<HaltPreview> previewFleet(FleetHalts.Look asked) {
        return Future.succeededFuture(asked)
                .map(look -> new FleetHalts.Look(AgentPattern.checked(look.pattern())))
                .compose(fleet::preview);
    }

    private Future<HaltResults> haltFleet(FleetHalts.Halt asked) {
        return Future.succeededFuture(asked)
                .map(PresenceVerticle::checked)
                .compose(fleet::halt)
                .onSuccess(results -> ring())
                .recover(HaltStore::explained)
                .recover(failure ->
                        refusals.noted(failure, asked.by(), "fleet.halt", OneLine.of(asked.pattern(), PATTERN_SHOWN)));
    }

    private static FleetHalts.Halt checked(FleetHalts.Halt halt) {
        FleetHaltRules.checked(halt);
        return new FleetHalts.Halt(
                AgentPattern.checked(halt.pattern()),
                halt.by(),
                reason(halt.reason()),
                halt.expected(),
                halt.atLeast(),
                halt.set(),
                halt.key());
    }

    private Future<Resumed> resume(Resume asked) {
        return Future.succeededFuture(asked)
                .map(resume ->
                        new Resume(agentId(resume.agentId()), resume.by(), reason(resume.reason()), resume.key()))
                .compose(resume -> halts.inTransaction(transaction -> acts.once(
                        transaction,
                        act("presence.resume", resume.agentId(), resume.by(), resume.key()),
                        Resumed.class,
                        () -> halting.resume(transaction, resume))))
                .onSuccess(resumed -> ring())
                .recover(HaltStore::explained)
                .recover(failure -> refusals.noted(failure, asked.by(), "presence.resume", asked.agentId()));
    }

    /**
     * After an act before its answer: what whoever acted reads next must not be older than the act, and the database's bell
     * takes a while.
     */
    private void ring() {
        bus.announce(Doorbell.HALT, new Doorbell.Rung(true));
    }

    private static String agentId(String agentId) {
        return Words.name(agentId, "agent id", AGENT_ID_LENGTH);
    }

    private static String reason(String reason) {
        return Words.reason(reason, "reason", REASON_LENGTH);
    }

    private static Acts.Act act(String verb, String agentId, Caller by, @Nullable UUID key) {
        return new Acts.Act(key, by.userId(), verb + " " + agentId);
    }
}

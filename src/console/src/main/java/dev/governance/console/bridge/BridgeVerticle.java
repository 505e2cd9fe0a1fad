package dev.governance.console.bridge;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Audit;
import dev.governance.console.contract.Bridge;
import dev.governance.console.contract.Bridge.Frame;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.contract.Postures;
import dev.governance.console.contract.Verifications;
import dev.governance.console.db.AuditRows;
import dev.governance.console.db.Database;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.VerificationJob;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Carries facts to browsers: reads what rang, numbers it, and hands every node-local connection the same frames. */
public final class BridgeVerticle extends VerticleBase {
    private static final long STATE_PAUSE_MS = 1_000;

    private final Bus bus;
    private final Database database;
    private final Clock clock;
    private final AuditRows rows;
    private @Nullable AuditFollower audit;

    public BridgeVerticle(Bus bus, Database database, AuditRows rows, Clock clock) {
        this.bus = bus;
        this.database = database;
        this.clock = clock;
        this.rows = rows;
    }

    @Override
    public Future<?> start() {
        BridgeStore store = new BridgeStore(
                rows,
                vertx.createSharedWorkerExecutor("bridge", 1),
                vertx.createSharedWorkerExecutor("bridge-replay", 1));
        AuditFollower follower = new AuditFollower(vertx, database, clock, store, this::send);
        audit = follower;
        GateDifferences gates = new GateDifferences(database, store, follower::position);
        PresenceDifferences presence = new PresenceDifferences(bus, follower::position);
        CostDifferences cost = new CostDifferences(bus, follower::position);
        AlertDifferences alerts = new AlertDifferences(bus, follower::position);
        CurrentState state = new CurrentState(presence, gates, cost, follower::position);
        StateFollower gateFollower = follower("gates", state.afterEach(gates::read));
        StateFollower presenceFollower = follower("presence", state.afterEach(presence::read));
        StateFollower costFollower = follower("cost", state.afterEach(cost::read));
        StateFollower alertFollower = follower("alerts", alerts::read);
        bus.listen(Doorbell.APPENDED, rung -> follower.ring());
        bus.listen(Doorbell.GATES, rung -> gateFollower.ringLoudly());
        bus.listen(Doorbell.PRESENCE, rung -> presenceFollower.ring());
        bus.listen(Doorbell.HALT, rung -> presenceFollower.ringLoudly());
        bus.listen(Doorbell.COST, rung -> costFollower.ring());
        bus.listen(Doorbell.ALERTS, rung -> alertFollower.ring());
        bus.listen(Postures.CHANGED, this::postureChanged);
        bus.listen(Audit.CHECKED, this::checked);
        bus.listen(Verifications.PROGRESS, this::verification);
        bus.answer(
                Bridge.PLACE,
                asked -> Future.succeededFuture(new Bridge.Place(follower.position(), follower.highest())));
        Replay replay = new Replay(database, store, follower);
        bus.answer(Bridge.MISSED, replay::page);
        bus.answer(Bridge.STATE, asked -> Future.succeededFuture(state.frame()));
        // What is there at the first look is in every browser's snapshot, so nobody is told.
        return Future.join(follower.start(), gates.read(), presence.read(), cost.read(), alerts.read());
    }

    @Override
    public Future<?> stop() {
        if (audit != null) {
            audit.stop();
        }
        return Future.succeededFuture();
    }

    private StateFollower follower(String what, Supplier<Future<List<Frame>>> differences) {
        return new StateFollower(vertx, what, STATE_PAUSE_MS, differences, this::send);
    }

    private void postureChanged(Postures.Changed changed) {
        send(List.of(new Frame(position(), "posture", Json.write(PostureFrame.of(changed)))));
    }

    private void checked(Audit.Checked checked) {
        send(List.of(new Frame(position(), "chain", Json.write(checked))));
    }

    private void verification(VerificationJob job) {
        send(List.of(new Frame(position(), "verification", Json.write(job))));
    }

    private void send(List<Frame> frames) {
        bus.announce(Bridge.FRAMES, new Bridge.Frames(frames));
    }

    private long position() {
        return audit == null ? 0 : audit.position();
    }
}

package dev.governance.console.keys;

import dev.governance.chain.ChainKey;
import dev.governance.chain.KeyMaterial;
import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Keys;
import dev.governance.console.db.Database;
import dev.governance.console.db.RedactedJson;
import dev.governance.console.ledger.Ledger;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Shows which keys sign the audit log; for the command line it changes them, too. */
public final class KeysVerticle extends VerticleBase {
    private final Bus bus;
    private final Database database;
    private final ChainKey current;
    private final KeyMaterial material;
    private final RedactedJson redaction;
    private final @Nullable Clock clock;
    private @Nullable WorkerExecutor workers;

    private KeysVerticle(
            Bus bus,
            Database database,
            ChainKey current,
            KeyMaterial material,
            RedactedJson redaction,
            @Nullable Clock clock) {
        this.bus = bus;
        this.database = database;
        this.current = current;
        this.material = material;
        this.redaction = redaction;
        this.clock = clock;
    }

    /**
     * One that shows.
     *
     * @param current the key that this console signs with
     * @param material finds keys that signed before
     */
    public static KeysVerticle showing(
            Bus bus, Database database, ChainKey current, KeyMaterial material, RedactedJson redaction) {
        return new KeysVerticle(bus, database, current, material, redaction, null);
    }

    /** One that changes keys, too: for the command line. */
    public static KeysVerticle changing(
            Bus bus, Database database, ChainKey current, KeyMaterial material, RedactedJson redaction, Clock clock) {
        return new KeysVerticle(bus, database, current, material, redaction, clock);
    }

    @Override
    public Future<?> start() {
        WorkerExecutor executor = vertx.createSharedWorkerExecutor("keys", 1);
        workers = executor;
        Timeline timeline = new Timeline(database, executor, current, material, redaction);
        bus.answer(Keys.LIST, all -> timeline.read());
        if (clock != null) {
            changes(clock);
        }
        return Future.succeededFuture();
    }

    private void changes(Clock now) {
        Rotation rotation = new Rotation(database, current, now);
        AgentKeyActs agents = new AgentKeyActs(database, new Ledger(current, now));
        bus.answer(Keys.ROTATE, rotation::rotate);
        bus.answer(Keys.IMPORT, agents::imported);
        bus.answer(Keys.REVOKE, agents::revoked);
    }

    @Override
    public Future<?> stop() {
        return workers == null ? Future.succeededFuture() : workers.close();
    }
}

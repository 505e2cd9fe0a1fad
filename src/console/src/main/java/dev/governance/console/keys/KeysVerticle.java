package dev.governance.console.keys;

import dev.governance.chain.KeyMaterial;
import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Keys;
import dev.governance.console.db.Database;
import dev.governance.console.db.RedactedJson;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.SigningKey;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Shows which keys sign the audit log and rotates to the one that lies ready; for the command line it changes all, too. */
public final class KeysVerticle extends VerticleBase {
    private final Bus bus;
    private final Database database;
    private final SigningKey current;
    private final KeyMaterial material;
    private final RedactedJson redaction;
    private final Ledger ledger;
    private final Clock clock;
    private final boolean changing;
    private @Nullable WorkerExecutor workers;

    private KeysVerticle(
            Bus bus,
            Database database,
            SigningKey current,
            KeyMaterial material,
            RedactedJson redaction,
            Ledger ledger,
            Clock clock,
            boolean changing) {
        this.bus = bus;
        this.database = database;
        this.current = current;
        this.material = material;
        this.redaction = redaction;
        this.ledger = ledger;
        this.clock = clock;
        this.changing = changing;
    }

    /**
     * One for a server.
     *
     * @param current the key that this console signs with
     * @param material finds keys that signed before
     */
    public static KeysVerticle serving(
            Bus bus,
            Database database,
            SigningKey current,
            KeyMaterial material,
            RedactedJson redaction,
            Ledger ledger,
            Clock clock) {
        return new KeysVerticle(bus, database, current, material, redaction, ledger, clock, false);
    }

    /** One that changes keys, too: for the command line. */
    public static KeysVerticle changing(
            Bus bus, Database database, SigningKey current, KeyMaterial material, RedactedJson redaction, Clock clock) {
        return new KeysVerticle(bus, database, current, material, redaction, new Ledger(current, clock), clock, true);
    }

    @Override
    public Future<?> start() {
        WorkerExecutor executor = vertx.createSharedWorkerExecutor("keys", 1);
        workers = executor;
        Timeline timeline = new Timeline(database, executor, current, material, redaction);
        bus.answer(Keys.LIST, all -> timeline.read());
        Rotation rotation = new Rotation(database, current, ledger, clock);
        bus.answer(Keys.ROTATE_TO_NEXT, rotation::rotateToNext);
        if (changing) {
            AgentKeyActs agents = new AgentKeyActs(database, ledger);
            bus.answer(Keys.ROTATE, rotation::rotate);
            bus.answer(Keys.IMPORT, agents::imported);
            bus.answer(Keys.REVOKE, agents::revoked);
        }
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return workers == null ? Future.succeededFuture() : workers.close();
    }
}

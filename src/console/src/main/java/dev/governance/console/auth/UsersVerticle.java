package dev.governance.console.auth;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Users;
import dev.governance.console.db.Database;
import dev.governance.console.ledger.Ledger;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Keeps the list of who may use the console. */
public final class UsersVerticle extends VerticleBase {
    private final Bus bus;
    private final Database database;
    private final Ledger ledger;
    private final UserStore store = new UserStore();

    public UsersVerticle(Bus bus, Database database, Ledger ledger) {
        this.bus = bus;
        this.database = database;
        this.ledger = ledger;
    }

    @Override
    public Future<?> start() {
        UserActs acts = new UserActs(database, ledger, Hashing.on(vertx));
        bus.answer(Users.ALL, this::all);
        bus.answer(Users.ADD, acts::add);
        bus.answer(Users.ADD_FIRST, acts::addFirst);
        bus.answer(Users.DISABLE, acts::disable);
        bus.answer(Users.RESET, acts::reset);
        return Future.succeededFuture();
    }

    private Future<Users.Listed> all(Users.All question) {
        return store.all(database.queries()).map(Users.Listed::new);
    }
}

package dev.governance.console.auth;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Users;
import dev.governance.console.db.Database;
import dev.governance.console.db.Place;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.wire.SeenUser;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Keeps the list of who may use the console. */
public final class UsersVerticle extends VerticleBase {
    private static final Place BEGINNING = new Place(Instant.EPOCH, new UUID(0, 0));

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
        ActingUsers acting = new ActingUsers(database, ledger);
        UserActs acts = new UserActs(database, Hashing.on(vertx), acting);
        UserChanges changes = new UserChanges(acting);
        bus.answer(Users.ALL, this::all);
        bus.answer(Users.PAGE, this::page);
        bus.answer(Users.ADD, acts::add);
        bus.answer(Users.ADD_FIRST, acts::addFirst);
        bus.answer(Users.DISABLE, changes::disable);
        bus.answer(Users.CHANGE, changes::change);
        bus.answer(Users.RESET, acts::reset);
        bus.answer(Users.RESET_BY_ID, acts::resetById);
        return Future.succeededFuture();
    }

    private Future<Users.Listed> all(Users.All question) {
        return store.all(database.queries()).map(Users.Listed::new);
    }

    private Future<Users.Paged> page(Users.Page question) {
        return store.page(database.queries(), Place.read(question.cursor(), BEGINNING), question.limit() + 1)
                .map(found -> paged(found, question.limit()));
    }

    private static Users.Paged paged(List<SeenUser> found, int limit) {
        if (found.size() <= limit) {
            return new Users.Paged(found, null);
        }
        SeenUser last = found.get(limit - 1);
        return new Users.Paged(found.subList(0, limit), new Place(last.createdAt(), last.userId()).text());
    }
}

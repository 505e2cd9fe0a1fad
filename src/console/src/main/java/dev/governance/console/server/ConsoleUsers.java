package dev.governance.console.server;

import dev.governance.console.auth.UsersVerticle;
import dev.governance.console.bus.Ask;
import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Users;
import dev.governance.console.db.Database;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.server.config.StartProblem;
import dev.governance.console.wire.ConsoleUser;
import dev.governance.console.wire.Role;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The users of a console for the command line: asks the same verticle as a browser would, on a bus of its own. */
public final class ConsoleUsers implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = Bus.over(vertx);
    private final String by = "command line, " + System.getProperty("user.name", "unknown");

    /**
     * Opens the list of users; blocks, as everything here does.
     *
     * @throws StartProblem when the schema is behind or the secret is not the one that signs this database's chain
     */
    public static ConsoleUsers of(DatabaseSource source) {
        SigningKey key = source.signingKey();
        Console.schema(source, line -> {});
        SecretCheck.check(source.url(), key);
        if (source.isFresh()) {
            MarksUpkeep.adoptFresh(source, source.environment(), List.of());
        }
        ConsoleUsers users = new ConsoleUsers();
        try {
            users.deploy(source, key);
            return users;
        } catch (RuntimeException e) {
            users.close();
            throw e;
        }
    }

    private void deploy(DatabaseSource source, SigningKey key) {
        Database database = Database.open(vertx, source.url().pgOptions());
        Ledger ledger = new Ledger(key, Clock.systemUTC());
        Patience.await(
                vertx.deployVerticle(new UsersVerticle(bus, database, ledger)), LIMIT, "opening the list of users");
    }

    /**
     * Somebody with a new password.
     *
     * @param madeUp the password when none was given; told here and never again
     */
    public record NewPassword(ConsoleUser user, @Nullable String madeUp) {
        @Override
        public String toString() {
            return "NewPassword[" + user + "]";
        }
    }

    public List<ConsoleUser> all() {
        return ask(Users.ALL, new Users.All()).users();
    }

    /** Adds somebody; a password that is not given is made up. */
    public NewPassword add(String username, Role role, @Nullable String password) {
        return told(ask(Users.ADD, new Users.Add(username, role, password, by)));
    }

    /** Gives somebody another password and ends all sessions. */
    public NewPassword reset(String username, @Nullable String password) {
        return told(ask(Users.RESET, new Users.Reset(username, password, by)));
    }

    /** Ends all sessions of somebody and lets nobody in by that name. */
    public ConsoleUser disable(String username) {
        return ask(Users.DISABLE, new Users.Disable(username, by)).user();
    }

    private static NewPassword told(Users.Added added) {
        return new NewPassword(added.user(), added.madeUp());
    }

    private <Q extends Record, A extends Record> A ask(Ask<Q, A> ask, Q question) {
        return Patience.await(bus.ask(ask, question, LIMIT), LIMIT.plusSeconds(1), "asking " + ask.address());
    }

    @Override
    public void close() {
        Patience.await(vertx.close(), LIMIT, "closing the list of users");
    }
}

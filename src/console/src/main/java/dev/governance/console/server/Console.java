package dev.governance.console.server;

import dev.governance.console.contract.Users;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.schema.Migrations;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.server.config.Config;
import dev.governance.console.server.config.ConfigKeys;
import dev.governance.console.server.config.Configuration;
import dev.governance.console.server.config.LiveConfig;
import dev.governance.console.server.config.Role;
import dev.governance.console.server.config.Roles;
import dev.governance.console.server.config.StartProblem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A whole console: the database, found or started, and one node on it. */
public final class Console implements AutoCloseable {
    private final LiveConfig live;
    private final DatabaseSource source;
    private final Server server;

    private Console(LiveConfig live, DatabaseSource source, Server server) {
        this.live = live;
        this.source = source;
        this.server = server;
    }

    /** Starts on the database that the environment names, else on the embedded one of a folder. */
    public static Console serve(
            Configuration configuration, Path folder, Map<String, String> environment, Consumer<String> progress) {
        DatabaseSource source = DatabaseSource.forServer(folder, environment, progress);
        progress.accept(
                source.isEmbedded()
                        ? DatabaseSource.VARIABLE + " is not set: using the embedded PostgreSQL in " + folder
                        : "using the database " + source.url());
        return start(configuration, source, environment, progress);
    }

    /** Starts on the embedded database of a folder, whatever the environment names. */
    public static Console embedded(
            Configuration configuration, Path folder, Map<String, String> environment, Consumer<String> progress) {
        return start(configuration, DatabaseSource.embedded(folder, environment, progress), environment, progress);
    }

    private static Console start(
            Configuration configuration,
            DatabaseSource source,
            Map<String, String> environment,
            Consumer<String> progress) {
        Config config = configuration.config();
        try {
            ForeignSwitches.check(environment, progress);
            ConfigKeys.unknownVariables(environment).forEach(progress);
            SigningKey key = source.signingKey();
            schema(source, progress);
            SecretCheck.check(source.url(), key);
            openDoor(config.http()).ifPresent(progress);
            if (config.cluster().on()) {
                progress.accept("joining the cluster at " + config.cluster().host() + ":"
                        + config.cluster().port());
            }
            if (source.isFresh()) {
                MarksUpkeep.adoptFresh(source, environment, config.marks().heads());
            }
            MarksUpkeep upkeep =
                    new MarksUpkeep(source, environment, config.marks().heads());
            upkeep.warning().ifPresent(progress);
            progress.accept("starting the console");
            LiveConfig live = new LiveConfig(config);
            Server server = Server.start(live, source.url(), key, upkeep.marks(), environment);
            server.follow(configuration, live, key);
            return new Console(live, source, server);
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /** What to tell whoever lets other machines in without TLS. */
    static Optional<String> openDoor(Config.Http http) {
        return http.isLoopback() || http.tls().isOn()
                ? Optional.empty()
                : Optional.of("http.host " + http.host()
                        + " is reached from other machines, and the console speaks no TLS: browsers keep a session there"
                        + " over https only, so name http.tls.cert and http.tls.key, or put a TLS proxy in front");
    }

    /** A database of our own is brought up to date; a foreign one is never altered unasked. */
    static void schema(DatabaseSource source, Consumer<String> progress) {
        if (source.isEmbedded()) {
            progress.accept("bringing the schema up to date");
            Migrations.migrate(source.url(), false, line -> {});
        } else {
            requireCurrent(source.url());
        }
    }

    private static void requireCurrent(DatabaseUrl url) {
        List<String> steps = Migrations.migrate(url, true, line -> {}).steps();
        if (!steps.isEmpty()) {
            throw new StartProblem("the schema of " + url + " is behind this console by " + steps.size()
                    + " steps, and a database that is not ours is never altered unasked. See what would change with"
                    + " `governance migrate --check`, then run `governance migrate`; nothing was changed");
        }
    }

    /** Whether browsers and programs come to this node. */
    public boolean hasDoor() {
        return Roles.of(live.now()).has(Role.HTTP);
    }

    /**
     * Where a browser finds it.
     *
     * @throws StartProblem when it has no door
     */
    public String url() {
        if (!hasDoor()) {
            throw new StartProblem("this node has no front door: deploy.http.instances is 0");
        }
        Config config = live.now();
        String host = config.http().host();
        return (config.http().tls().isOn() ? "https://" : "http://") + (host.contains(":") ? "[" + host + "]" : host)
                + ":" + server.port();
    }

    /** Told of every configuration that is followed without a restart. */
    public void onReload(Consumer<Config> follower) {
        live.follow(follower);
    }

    /** Whether anybody could sign in. */
    public boolean hasUsers() {
        return !server.ask(Users.ALL, new Users.All()).users().isEmpty();
    }

    /** Makes an administrator with a random password when there is no user yet; answers the password. */
    Optional<String> firstAdmin(String username) {
        Users.Added added = server.ask(Users.ADD_FIRST, new Users.AddFirst(username, "demo"))
                .added();
        return Optional.ofNullable(added).map(Users.Added::madeUp);
    }

    DatabaseSource source() {
        return source;
    }

    /** Stops the node, then the database if it was started here. */
    @Override
    public void close() {
        try {
            server.close();
        } finally {
            source.close();
        }
    }
}

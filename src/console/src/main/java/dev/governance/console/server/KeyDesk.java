package dev.governance.console.server;

import dev.governance.chain.Redaction;
import dev.governance.console.bus.Ask;
import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Keys;
import dev.governance.console.db.Database;
import dev.governance.console.db.RedactedJson;
import dev.governance.console.keys.KeysVerticle;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.server.config.Configuration;
import dev.governance.console.server.config.HiddenNames;
import dev.governance.console.server.config.SmallFile;
import dev.governance.console.server.config.StartProblem;
import dev.governance.console.wire.KeyTimeline;
import dev.governance.console.wire.RotationReason;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of the audit log for the command line, without a server; blocks, as everything here does. */
public final class KeyDesk implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final DatabaseSource source;
    private final SigningKey key;
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Bus bus = Bus.over(vertx);
    private final String by = "command line, " + System.getProperty("user.name", "unknown");

    private KeyDesk(DatabaseSource source) {
        this.source = source;
        this.key = source.signingKey();
    }

    /** Opens the keys of a database, with the usual names hidden. */
    public static KeyDesk of(DatabaseSource source, Map<String, String> environment) {
        return of(
                source,
                environment,
                HiddenNames.redaction(
                        Configuration.read(null, environment, Map.of()).config(), environment));
    }

    /**
     * Opens the keys of a database.
     *
     * @param redaction takes secrets from the words that operators gave to their acts
     * @throws StartProblem when no audit secret is set, or it is weak
     */
    public static KeyDesk of(DatabaseSource source, Map<String, String> environment, Redaction redaction) {
        KeyDesk desk = new KeyDesk(source);
        try {
            source.requireReachable();
            Database database = Database.open(desk.vertx, source.url().pgOptions());
            KeysVerticle keys = KeysVerticle.changing(
                    desk.bus,
                    database,
                    desk.key,
                    desk.key.material(environment),
                    new RedactedJson(redaction::json),
                    Clock.systemUTC());
            Patience.await(desk.vertx.deployVerticle(keys), LIMIT, "opening the keys");
            return desk;
        } catch (RuntimeException e) {
            desk.close();
            throw e;
        }
    }

    public KeyTimeline list() {
        return ask(Keys.LIST, new Keys.All());
    }

    /**
     * A rotation that happened.
     *
     * @param outgoing the first 16 digits of the key that signs no more
     * @param registered whether that key was registered only now
     */
    public record Rotated(
            String outgoing, String incoming, int version, long markerSeq, String markerId, boolean registered) {}

    /**
     * Lets another key sign from now on.
     *
     * @throws StartProblem when the present secret is not the one that signs this database's chain
     */
    public Rotated rotate(NewSecret secret, String operator, RotationReason reason) {
        String text = secret.text();
        Console.schema(source, line -> {});
        SecretCheck.checkUnrotated(source.url(), key);
        Keys.Rotated rotated = ask(Keys.ROTATE, new Keys.Rotate(text, operator, reason));
        return new Rotated(
                rotated.outgoing().substring(0, 16),
                rotated.incoming().substring(0, 16),
                rotated.incomingVersion(),
                rotated.markerSeq(),
                rotated.markerId().toString(),
                rotated.registered());
    }

    /** Registers an agent's public key; answers its fingerprint. */
    public String importKey(String agentId, Path file, @Nullable Long activatedAtSeq) {
        String pem = SmallFile.text(file);
        Console.schema(source, line -> {});
        SecretCheck.check(source.url(), key);
        return ask(Keys.IMPORT, new Keys.Import(agentId, pem, activatedAtSeq, by))
                .fingerprint();
    }

    /** Lets an agent's key count no more; answers from which chain_seq on. */
    public long revoke(String fingerprint, String reason, String operator) {
        Console.schema(source, line -> {});
        SecretCheck.check(source.url(), key);
        return ask(Keys.REVOKE, new Keys.Revoke(fingerprint, reason, operator)).atSeq();
    }

    private <Q extends Record, A extends Record> A ask(Ask<Q, A> ask, Q question) {
        return Patience.await(bus.ask(ask, question, Keys.PATIENCE), LIMIT, "asking " + ask.address());
    }

    @Override
    public void close() {
        Patience.await(vertx.close(), LIMIT, "closing the keys");
    }
}

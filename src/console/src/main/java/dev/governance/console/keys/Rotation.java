package dev.governance.console.keys;

import dev.governance.chain.CanonicalJson;
import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainKey;
import dev.governance.chain.ChainRow;
import dev.governance.chain.Sanitizer;
import dev.governance.chain.Timestamps;
import dev.governance.chain.WeakSecretException;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Keys;
import dev.governance.console.contract.Permission;
import dev.governance.console.contract.Permissions;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.Acts;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.Refusals;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.ledger.StandingStore;
import dev.governance.console.ledger.Words;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.RotationReason;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lets another key sign the chain. A marker signed with both stands where one ends and the other begins; it, the new
 * version and the end of the old one are one transaction, during which nobody else writes to the log.
 */
final class Rotation {
    private static final UUID SYSTEM = new UUID(0, 1);
    private static final String AGENT = "governance.system";
    private static final int OPERATOR_LIMIT = 128; // code points

    private final Database database;
    private final SigningKey current;
    private final Clock clock;
    private final Acts acts = new Acts();
    private final StandingStore standing = new StandingStore();
    private final RotationStore store = new RotationStore();
    private final Refusals refusals;

    Rotation(Database database, SigningKey current, Ledger ledger, Clock clock) {
        this.database = database;
        this.current = current;
        this.refusals = new Refusals(database, ledger);
        this.clock = clock;
    }

    /** To a secret that somebody gives who has the command line. */
    Future<Keys.Rotated> rotate(Keys.Rotate question) {
        ChainKey incoming = strong(question.secret());
        String operator = Words.reason(question.operator(), "operator", OPERATOR_LIMIT);
        return database.inTransaction(
                transaction -> rotated(transaction, new Marking(incoming, question.reason(), operator, null)));
    }

    /** To the key that lies ready, by somebody signed in. */
    Future<Keys.Rotated> rotateToNext(Keys.RotateToNext question) {
        return database.inTransaction(transaction -> acts.once(
                        transaction,
                        act(question),
                        Keys.Rotated.class,
                        () -> standing.check(transaction, question.by(), Rotation::mayRotate)
                                .map(stands -> marking(question))
                                .compose(marking -> rotated(transaction, marking))))
                .onSuccess(rotated -> current.follow(rotated.incoming(), null))
                .recover(failure -> refusals.noted(
                        failure, question.by(), "keys.rotate", question.reason().code()));
    }

    private Marking marking(Keys.RotateToNext asked) {
        if (!asked.steppedUp()) {
            throw new Refusal(
                    Fault.FORBIDDEN,
                    "step_up",
                    "rotating the key takes your own password; send it as password_of_caller");
        }
        ChainKey incoming = current.after(current.now())
                .orElseThrow(() -> new Refusal(
                        Fault.CONFLICT,
                        "no_next_key",
                        "no key lies ready to be rotated to: give every console the new secret as"
                                + " GOVERNANCE_AUDIT_SECRET_NEXT and restart it, or rotate on the command line. Nothing"
                                + " was changed"));
        return new Marking(
                incoming, asked.reason(), asked.by().username(), asked.by().userId());
    }

    private static boolean mayRotate(Caller caller) {
        return Permissions.of(caller).contains(Permission.ROTATE_KEYS);
    }

    private static Acts.Act act(Keys.RotateToNext question) {
        return Acts.Act.of(
                question.key(),
                question.by(),
                "keys.rotate",
                SYSTEM,
                question.reason().code());
    }

    private Future<Keys.Rotated> rotated(Queries transaction, Marking marking) {
        return store.alone(transaction)
                .compose(alone -> store.silence(transaction, SYSTEM))
                .compose(
                        silent -> store.versions(transaction, marking.incoming().fingerprint()))
                .map(versions -> Outgoing.of(versions, signing(versions), marking.incoming()))
                .compose(outgoing -> registered(transaction, outgoing))
                .compose(outgoing -> marked(transaction, outgoing, marking));
    }

    /** Behind the lock: somebody may have rotated to the key that lies ready since this console last wrote. */
    private ChainKey signing(List<RotationStore.Version> newestFirst) {
        newestFirst.stream().findFirst().ifPresent(newest -> current.follow(newest.fingerprint(), newest.retiredAt()));
        return current.now();
    }

    /**
     * What is rotated to, why and by whom.
     *
     * @param operatorUserId null on the command line, where nobody signs in
     */
    private record Marking(
            ChainKey incoming,
            RotationReason reason,
            String operator,
            @Nullable UUID operatorUserId) {}

    private static ChainKey strong(String secret) {
        try {
            return ChainKey.ofSecret(secret);
        } catch (WeakSecretException e) {
            throw new Refusal(
                    Fault.INVALID,
                    "weak_key",
                    "the new key is weak: " + e.getMessage() + "; make one: openssl rand -hex 32");
        }
    }

    /**
     * The key that signs no more.
     *
     * @param version null while it is not registered
     */
    record Outgoing(ChainKey key, @Nullable Integer version, boolean isNew) {
        static Outgoing of(List<RotationStore.Version> versions, ChainKey current, ChainKey incoming) {
            if (incoming.fingerprint().equals(current.fingerprint())) {
                throw new Refusal(Fault.CONFLICT, "same_key", "the new key is the present one; nothing was changed");
            }
            if (versions.stream().anyMatch(version -> version.fingerprint().equals(incoming.fingerprint()))) {
                throw new Refusal(
                        Fault.CONFLICT,
                        "key_used_before",
                        "the new key " + incoming.prefix() + " was registered before; make another one:"
                                + " openssl rand -hex 32. Nothing was changed");
            }
            if (versions.isEmpty()) {
                return new Outgoing(current, null, true);
            }
            RotationStore.Version active = versions.get(0);
            if (active.retiredAt() == null) {
                ChainKey fitting = reading(current, active.fingerprint());
                if (fitting != null) {
                    return new Outgoing(fitting, active.number(), false);
                }
            }
            throw notActive(active, current);
        }

        /** The Python package's rotate reads a hexadecimal secret as base64, so that the same text is two keys. */
        private static @Nullable ChainKey reading(ChainKey current, String fingerprint) {
            if (current.fingerprint().equals(fingerprint)) {
                return current;
            }
            return current.decoded()
                    .filter(key -> key.fingerprint().equals(fingerprint))
                    .orElse(null);
        }

        private static Refusal notActive(RotationStore.Version newest, ChainKey current) {
            String active = newest.retiredAt() == null
                    ? "the active key is " + prefix(newest.fingerprint())
                    : "no key is active: the newest, " + prefix(newest.fingerprint()) + ", is retired";
            return new Refusal(
                    Fault.CONFLICT,
                    "not_the_active_key",
                    "the present secret is key " + current.prefix() + ", and " + active
                            + ". Rotate with the secret of the active key in GOVERNANCE_AUDIT_SECRET; nothing was"
                            + " changed");
        }

        private static String prefix(String fingerprint) {
            return fingerprint.substring(0, Math.min(16, fingerprint.length()));
        }

        int number() {
            if (version == null) {
                throw new IllegalStateException("the outgoing key is not registered");
            }
            return version;
        }
    }

    /** The SDK registers no first key; without one, what came before the marker would belong to no version. */
    private Future<Outgoing> registered(Queries transaction, Outgoing outgoing) {
        return outgoing.version() != null
                ? Future.succeededFuture(outgoing)
                : store.register(transaction, outgoing.key().fingerprint(), 0)
                        .map(version -> new Outgoing(outgoing.key(), version, true));
    }

    private Future<Keys.Rotated> marked(Queries transaction, Outgoing outgoing, Marking marking) {
        ChainKey incoming = marking.incoming();
        return store.newest(transaction)
                .map(head -> marker(outgoing, marking, head.orElse(null)))
                .compose(marker -> store.insert(
                                transaction,
                                marker,
                                outgoing.key().mac(marker.canonicalBytes()),
                                incoming.mac(marker.canonicalBytes()))
                        .compose(seq -> handedOver(transaction, outgoing, incoming, seq)
                                .map(version -> new Keys.Rotated(
                                        outgoing.key().fingerprint(),
                                        incoming.fingerprint(),
                                        outgoing.number(),
                                        version,
                                        seq,
                                        marker.eventId(),
                                        outgoing.isNew()))));
    }

    private ChainEvent marker(Outgoing outgoing, Marking marking, @Nullable String head) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("outgoing_fingerprint", outgoing.key().fingerprint());
        metadata.put("incoming_fingerprint", marking.incoming().fingerprint());
        metadata.put("outgoing_key_version", outgoing.number());
        metadata.put("rotation_reason", marking.reason().code());
        metadata.put("operator_id", marking.operator());
        if (marking.operatorUserId() != null) {
            metadata.put("operator_user_id", marking.operatorUserId().toString());
        }
        return new ChainEvent(
                UUID.randomUUID(),
                SYSTEM,
                AGENT,
                null,
                ChainRow.ROTATION,
                null,
                null,
                null,
                CanonicalJson.write(Sanitizer.metadata(metadata)),
                head,
                Timestamps.now(clock));
    }

    /** The marker is the last row of the outgoing key. */
    private Future<Integer> handedOver(Queries transaction, Outgoing outgoing, ChainKey incoming, long marker) {
        return store.register(transaction, incoming.fingerprint(), marker + 1)
                .compose(version -> store.retire(transaction, outgoing.number(), marker + 1)
                        .compose(retired -> retired == 1
                                ? Future.succeededFuture(version)
                                : Future.failedFuture(new IllegalStateException("the outgoing key was not retired"))));
    }
}

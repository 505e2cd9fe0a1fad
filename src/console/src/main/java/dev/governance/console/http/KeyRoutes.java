package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Keys;
import dev.governance.console.contract.Permission;
import dev.governance.console.wire.RotationReason;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/keys}: which keys sign the log, by their fingerprints, and the rotation to the one that lies ready. */
final class KeyRoutes {
    private static final int SHOWN = 16; // hexadecimal digits

    private final Bus bus;
    private final Guard guard;

    KeyRoutes(Bus bus, Guard guard) {
        this.bus = bus;
        this.guard = guard;
    }

    void mount(Router router) {
        router.get("/api/keys").handler(guard.allows(Permission.READ)).handler(this::list);
        router.post("/api/keys/rotate")
                .handler(guard.person(Permission.ROTATE_KEYS))
                .handler(this::rotate);
    }

    private void list(RoutingContext context) {
        Http.send(context, bus.ask(Keys.LIST, new Keys.All()));
    }

    private void rotate(RoutingContext context) {
        Rotation body = Http.body(context, Rotation.class);
        @Nullable UUID key = Http.idempotencyKey(context);
        Http.send(
                context,
                StepUp.by(bus, context, body.passwordOfCaller())
                        .compose(by -> bus.ask(
                                Keys.ROTATE_TO_NEXT,
                                new Keys.RotateToNext(body.reason(), Guard.caller(context), by.steppedUp(), key),
                                Keys.PATIENCE))
                        .map(Rotated::of));
    }

    /** Why, and the password of whoever rotates. */
    record Rotation(RotationReason reason, @Nullable String passwordOfCaller) {
        Rotation {
            if (reason == null) {
                throw new IllegalArgumentException("reason is required: scheduled, incident or policy");
            }
            StepUp.bounded(passwordOfCaller, StepUp.MEMBER);
        }

        @Override
        public String toString() {
            return "Rotation[" + reason + "]";
        }
    }

    /**
     * What happened.
     *
     * @param outgoing the first digits of the key that signs no more
     * @param markerSeq the last chain_seq that it signed
     */
    record Rotated(boolean ok, String outgoing, String incoming, int version, long markerSeq, UUID markerId) {
        static Rotated of(Keys.Rotated done) {
            return new Rotated(
                    true,
                    done.outgoing().substring(0, SHOWN),
                    done.incoming().substring(0, SHOWN),
                    done.incomingVersion(),
                    done.markerSeq(),
                    done.markerId());
        }
    }
}

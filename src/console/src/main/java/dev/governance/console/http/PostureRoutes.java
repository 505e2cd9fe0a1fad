package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Permission;
import dev.governance.console.contract.Postures;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.Posture;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** {@code /api/posture}: the fleet at a glance. */
final class PostureRoutes {
    private final Bus bus;
    private final Guard guard;
    private @Nullable Written last;

    /** A posture, and what it is as JSON: many people look at the same one. */
    private record Written(Posture posture, Buffer json) {
        static Written of(Posture posture) {
            return new Written(posture, Buffer.buffer(Json.bytes(posture)));
        }
    }

    PostureRoutes(Bus bus, Guard guard) {
        this.bus = bus;
        this.guard = guard;
    }

    void mount(Router router) {
        router.get("/api/posture").handler(guard.allows(Permission.READ)).handler(this::now);
    }

    private void now(RoutingContext context) {
        bus.ask(Postures.NOW, new Postures.Now())
                .map(this::written)
                .onSuccess(json -> Http.json(context, json))
                .onFailure(context::fail);
    }

    /** The verticle answers with the same one until it judges anew; to compare all of it would cost more than to write it. */
    @SuppressWarnings("ReferenceEquality")
    private Buffer written(Posture posture) {
        Written known = last;
        Written written = known != null && known.posture() == posture ? known : Written.of(posture);
        last = written;
        return written.json();
    }
}

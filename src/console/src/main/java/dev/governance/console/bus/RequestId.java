package dev.governance.console.bus;

import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.context.storage.AccessMode;
import io.vertx.core.spi.context.storage.ContextLocal;
import org.jspecify.annotations.Nullable;

/** The request that is worked for, so that each line of the log can name it. It goes along with questions, not with facts. */
public final class RequestId {
    private static final String HEADER = "request-id";
    private static final ContextLocal<String> LOCAL = ContextLocal.registerLocal(String.class);

    /** Of whoever calls; null outside of requests. */
    public static @Nullable String current() {
        Context context = Vertx.currentContext();
        return context == null ? null : LOCAL.get(context, AccessMode.CONCURRENT);
    }

    /** What this context does from now on is for that request. Each request and message has a context of its own. */
    public static void begin(String id) {
        LOCAL.put(Vertx.currentContext(), AccessMode.CONCURRENT, id);
    }

    static void follow(MultiMap headers) {
        String id = headers.get(HEADER);
        if (id != null) {
            begin(id);
        }
    }

    static DeliveryOptions handOn(DeliveryOptions options) {
        String id = current();
        return id == null ? options : options.addHeader(HEADER, id);
    }

    /** Vert.x must know of the place before it starts. */
    public static final class Registration implements VertxServiceProvider {
        @Override
        public void init(VertxBootstrap starting) {
            RequestId.current(); // loads the class, which registers it
        }
    }

    private RequestId() {}
}

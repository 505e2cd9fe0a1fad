package dev.governance.console.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.List;

/** A door of its own for probes and metrics, where nobody is asked who they are: for the machine or a private network. */
final class ManagementDoor {
    private static final int IDLE_SECONDS = 30;

    /** Opens it; what is behind it is read only. */
    static Future<HttpServer> open(
            Vertx vertx, HttpSettings.Management settings, ProbeRoutes probes, MetricsRoutes metrics) {
        Router router = Router.router(vertx);
        Heads.mount(router);
        router.route().handler(new Forwarding(TrustedProxies.of(List.of()))::find);
        router.route().handler(SecurityHeaders::add).failureHandler(Http::refuse);
        probes.mount(router);
        metrics.mountOpenly(router);
        return vertx.createHttpServer(new HttpServerOptions()
                        .setHost(settings.host())
                        .setPort(settings.port())
                        .setIdleTimeout(IDLE_SECONDS))
                .requestHandler(router)
                .listen();
    }

    private ManagementDoor() {}
}

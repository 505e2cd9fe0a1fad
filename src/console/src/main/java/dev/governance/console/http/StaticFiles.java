package dev.governance.console.http;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.time.Duration;

/** The dashboard's files: immutable under the build's own path, so that an upgrade is never a stale page. */
final class StaticFiles {
    private static final Duration A_YEAR = Duration.ofDays(365);

    private final Webroot webroot;
    private final String page;

    /**
     * Creates the routes.
     *
     * @param environment what the page calls this console; told to whoever opens it
     */
    StaticFiles(Webroot webroot, String environment) {
        this.webroot = webroot;
        this.page = webroot.page().replace("{{environment}}", escaped(environment));
    }

    /** For an attribute in double quotes. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }

    void mount(Router router) {
        String versioned = "/v/" + webroot.build() + "/";
        router.get(versioned + "*")
                .handler(StaticHandler.create("webroot")
                        .setIncludeHidden(false)
                        .setMaxAgeSeconds(A_YEAR.toSeconds())
                        .setDirectoryListing(false));
        router.get("/v/*").handler(StaticFiles::notFound);
        router.get("/favicon.svg").handler(context -> context.reroute(versioned + "favicon.svg"));
        router.route("/api/*").handler(StaticFiles::notFound);
        router.get().handler(this::page);
        router.route().handler(StaticFiles::notFound);
    }

    /** Every other path is a page of the dashboard, which finds its own way. */
    private void page(RoutingContext context) {
        String path = context.normalizedPath();
        if (isFile(path)) {
            notFound(context);
            return;
        }
        context.response()
                .putHeader("content-type", "text/html; charset=utf-8")
                .putHeader("cache-control", "no-store")
                .end(page)
                .onFailure(context::fail);
    }

    /** The last part of an agent's page is the agent's id, in which anything may stand. */
    private static boolean isFile(String path) {
        return !path.startsWith("/agents/")
                && path.substring(path.lastIndexOf('/')).contains(".");
    }

    private static void notFound(RoutingContext context) {
        context.fail(new Refusal(Fault.NOT_FOUND, "not_found", "there is nothing at " + context.normalizedPath()));
    }
}

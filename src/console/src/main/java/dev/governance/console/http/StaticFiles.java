package dev.governance.console.http;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The dashboard's files: immutable under the build's own path, so that an upgrade is never a stale page. */
final class StaticFiles {
    private static final String FOR_A_YEAR = "public, immutable, max-age=31536000";

    private final Webroot webroot;
    private final String versioned;
    private final String page;

    /**
     * Creates the routes.
     *
     * @param environment what the page calls this console; told to whoever opens it
     */
    StaticFiles(Webroot webroot, String environment) {
        this.webroot = webroot;
        this.versioned = "/v/" + webroot.build() + "/";
        this.page = webroot.page().replace("{{environment}}", escaped(environment));
    }

    /** For an attribute in double quotes. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }

    void mount(Router router) {
        router.get(versioned + "*").handler(this::file);
        router.get("/v/*").handler(StaticFiles::notFound);
        router.get("/favicon.svg").handler(context -> context.reroute(versioned + "favicon.svg"));
        router.route("/api/*").handler(StaticFiles::notFound);
        router.get().handler(this::page);
        router.route().handler(StaticFiles::notFound);
    }

    private void file(RoutingContext context) {
        String path = context.normalizedPath();
        String name = path.startsWith(versioned) ? path.substring(versioned.length()) : "";
        webroot.files()
                .find(context.vertx(), name)
                .onSuccess(found -> found.ifPresentOrElse(file -> send(context, file), () -> notFound(context)))
                .onFailure(context::fail);
    }

    private static void send(RoutingContext context, ServedFile file) {
        Buffer packed = takesGzip(context) ? file.packed() : null;
        context.response()
                .putHeader("content-type", file.type())
                .putHeader("cache-control", FOR_A_YEAR)
                .putHeader("vary", "accept-encoding")
                .putHeader("content-encoding", packed == null ? "identity" : "gzip");
        Heads.end(context, packed == null ? file.plain() : packed).onFailure(context::fail);
    }

    private static boolean takesGzip(RoutingContext context) {
        return context.parsedHeaders().acceptEncoding().stream()
                .anyMatch(encoding -> encoding.value().equalsIgnoreCase("gzip") && encoding.weight() > 0);
    }

    /** Every other path is a page of the dashboard, which finds its own way. */
    private void page(RoutingContext context) {
        String path = context.normalizedPath();
        if (isFile(path)) {
            notFound(context);
            return;
        }
        context.response().putHeader("content-type", "text/html; charset=utf-8").putHeader("cache-control", "no-store");
        Heads.end(
                        context,
                        Buffer.buffer(
                                page.replace("{{preloads}}", webroot.preloads().links(path))))
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

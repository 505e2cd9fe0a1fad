package dev.governance.console.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Ends a connection or an answer at once, with what is still to be written: Vert.x's own {@code close} waits until that is
 * read, which who reads nothing never does.
 */
final class HangUp {
    private static final long CANCEL = 8; // of RFC 9113: without a code what came might pass for the whole answer

    static void now(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            var unused = base.channelHandlerContext().close();
        } else {
            connection.close();
        }
    }

    /** Ends one answer; the others of its connection go on where there may be some. */
    static void now(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset(CANCEL);
        } else {
            now(request.connection());
        }
    }

    private HangUp() {}
}

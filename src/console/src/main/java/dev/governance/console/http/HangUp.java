package dev.governance.console.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
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
        if (request.version() != HttpVersion.HTTP_2) {
            now(request.connection());
        } else if (!request.response().ended()) {
            request.response().reset(CANCEL);
        } else {
            cancel(request);
        }
    }

    /** Vert.x ends no answer that is written, though all of it may still wait to be taken. */
    private static void cancel(HttpServerRequest request) {
        if (request.connection() instanceof ConnectionBase base
                && base.channelHandlerContext().handler() instanceof Http2ConnectionHandler handler) {
            ChannelHandlerContext context = base.channelHandlerContext();
            var unused = handler.resetStream(context, request.streamId(), CANCEL, context.newPromise());
            context.flush();
        }
    }

    private HangUp() {}
}

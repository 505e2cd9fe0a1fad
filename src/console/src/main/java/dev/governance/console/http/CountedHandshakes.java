package dev.governance.console.http;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.spi.tls.DefaultSslContextFactory;
import io.vertx.core.spi.tls.SslContextFactory;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * The JDK's TLS, where a connection takes its place before it shakes hands: Vert.x tells of none before that is done, so
 * whoever never does it could open any number of them.
 */
final class CountedHandshakes extends JdkSSLEngineOptions {
    private final Connections connections;

    CountedHandshakes(Connections connections) {
        this.connections = connections;
    }

    /** Vert.x copies options; they all count in one place. */
    @Override
    public CountedHandshakes copy() {
        return this;
    }

    @Override
    public SslContextFactory sslContextFactory() {
        return new DefaultSslContextFactory(SslProvider.JDK, false) {
            @Override
            public SslContext create() throws SSLException {
                return new Context(super.create());
            }
        };
    }

    private final class Context extends DelegatingSslContext {
        private Context(SslContext context) {
            super(context);
        }

        @Override
        protected void initEngine(SSLEngine engine) {
            // as it is
        }

        @Override
        protected SslHandler newHandler(ByteBufAllocator buffers, boolean startTls, Executor executor) {
            return new Handshake(newEngine(buffers), startTls, executor);
        }

        @Override
        protected SslHandler newHandler(
                ByteBufAllocator buffers, String host, int port, boolean startTls, Executor executor) {
            return new Handshake(newEngine(buffers, host, port), startTls, executor);
        }
    }

    private final class Handshake extends SslHandler {
        private Handshake(SSLEngine engine, boolean startTls, Executor executor) {
            super(engine, startTls, executor);
        }

        @Override
        public void handlerAdded(ChannelHandlerContext context) throws Exception {
            super.handlerAdded(context);
            Optional<Places.Place> place =
                    connections.shakesHands(context.channel().remoteAddress());
            if (place.isEmpty()) {
                var unused = context.close(); // past this handler, which would say goodbye first
                return;
            }
            var unused = handshakeFuture().addListener(over -> place.get().leave());
        }
    }
}

package dev.governance.console.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A client that says whatever bytes it likes, when it likes. */
final class RawClient implements AutoCloseable {
    private final SocketChannel channel;
    private final StringBuilder read = new StringBuilder();
    private boolean closed;

    RawClient(int port) throws IOException {
        channel = SocketChannel.open();
        channel.socket().setReceiveBufferSize(8 * 1024); // so that a slow reader is slow for the server, too
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.configureBlocking(false);
    }

    /** Sends what goes out at once; the rest is lost, as the server does not take it. */
    RawClient send(String text) {
        try {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            closed = true;
        }
        return this;
    }

    /** Reads what has come. */
    String read() {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        try {
            int count;
            while ((count = channel.read(buffer.clear())) > 0) {
                read.append(new String(buffer.array(), 0, count, StandardCharsets.UTF_8));
            }
            closed |= count < 0;
        } catch (IOException e) {
            closed = true; // a reset
        }
        return read.toString();
    }

    /** Whether the server has hung up. */
    boolean isClosed() {
        read();
        return closed;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

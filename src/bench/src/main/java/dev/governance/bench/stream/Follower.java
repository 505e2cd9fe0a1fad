package dev.governance.bench.stream;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/** One connection that follows a stream, and reads only what it must. */
final class Follower {
    private static final String GOOD = "HTTP/1.1 200";

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer request;
    private final StampReader reader = new StampReader();
    private final BitSet seen = new BitSet();
    private boolean begun;

    /** Begins to connect from one of this machine's addresses, so that there are ports enough. */
    Follower(Selector selector, FollowOrder order, int number) throws IOException {
        this.request = ByteBuffer.wrap(("GET " + order.path() + " HTTP/1.1\r\nhost: 127.0.0.1:" + order.port()
                        + "\r\naccept: text/event-stream\r\n"
                        + (order.cookie().isEmpty() ? "" : "cookie: " + order.cookie() + "\r\n") + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        this.channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.bind(new InetSocketAddress("127.0.0." + (1 + number % 8), 0));
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), order.port()));
            this.key = channel.register(selector, SelectionKey.OP_CONNECT, this);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Does what it can do now.
     *
     * @return whether this was when the answer began
     */
    boolean ready(ByteBuffer buffer, byte[] bytes, StampReader.Sink sink) throws IOException {
        if (key.isConnectable()) {
            channel.finishConnect();
            key.interestOps(SelectionKey.OP_WRITE);
        } else if (key.isWritable()) {
            channel.write(request);
            key.interestOps(request.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        } else {
            return read(buffer, bytes, sink);
        }
        return false;
    }

    private boolean read(ByteBuffer buffer, byte[] bytes, StampReader.Sink sink) throws IOException {
        buffer.clear();
        int length = channel.read(buffer);
        if (length < 0) {
            throw new EOFException("the server ended a stream");
        }
        buffer.flip().get(bytes, 0, length);
        boolean first = !begun && length > 0;
        if (first) {
            String head = new String(bytes, 0, Math.min(length, GOOD.length()), StandardCharsets.ISO_8859_1);
            if (!head.equals(GOOD)) {
                throw new IOException(refusal(new String(bytes, 0, length, StandardCharsets.ISO_8859_1)));
            }
            begun = true;
        }
        reader.read(bytes, length, sink);
        return first;
    }

    /** The status and the body, without what stands between. */
    private static String refusal(String answer) {
        int status = Math.max(0, answer.indexOf("\r\n"));
        int body = Math.max(status, answer.indexOf("\r\n\r\n"));
        return answer.substring(0, status) + answer.substring(body).replace("\r\n", " ");
    }

    boolean hasBegun() {
        return begun;
    }

    BitSet seen() {
        return seen;
    }

    long broken() {
        return reader.broken();
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            return; // it was gone already
        }
    }
}

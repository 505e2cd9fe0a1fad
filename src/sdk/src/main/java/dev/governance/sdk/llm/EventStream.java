package dev.governance.sdk.llm;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stream of events that is handed on one event a read, so that a halt cuts it at the next one however much of it is
 * here already.
 */
class EventStream extends InputStream {
    private static final int BUFFER = 8_192;
    private static final byte[] NOTHING = {};

    private final InputStream source;
    private final Runnable haltCheck;
    private final SseEvents events = new SseEvents();
    private final byte[] buffer = new byte[BUFFER];
    private int buffered;
    private int taken;
    private byte[] ready = NOTHING;
    private int handed;
    private boolean over;
    private volatile boolean closed;
    private @Nullable RuntimeException cut;

    /**
     * Watches a stream.
     *
     * @param haltCheck throws when the agent was halted, or that is not known
     */
    EventStream(InputStream source, Runnable haltCheck) {
        this.source = source;
        this.haltCheck = haltCheck;
    }

    /**
     * Sees each event before the host does; false when it is not for the host.
     *
     * @param last whether the source ended with it
     */
    boolean isForHost(byte[] event, boolean last) {
        return true;
    }

    /** How a source ended that had more to tell: closing it from another thread breaks the read that is under way. */
    final StreamEnd unfinished() {
        return closed ? StreamEnd.CLOSED : StreamEnd.FAILED;
    }

    /** No more is read; called again for what happens later. */
    void ended(StreamEnd how) {}

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public final int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (handed == ready.length) {
            next();
        }
        if (handed == ready.length) {
            return -1;
        }
        int some = Math.min(length, ready.length - handed);
        System.arraycopy(ready, handed, target, offset, some);
        handed += some;
        return some;
    }

    /** Whatever is here belongs to the next read. */
    @Override
    public final int available() {
        return ready.length - handed;
    }

    private void next() throws IOException {
        ready = NOTHING;
        handed = 0;
        try {
            while (!over && ready.length == 0) {
                requireNotHalted();
                byte[] event = event();
                requireNotHalted(); // it may have taken long to come
                ready = isForHost(event, over) ? event : NOTHING;
            }
        } catch (Throwable e) { // a source in Kotlin may throw what Java would have to declare
            ended(unfinished());
            throw e;
        }
    }

    private void requireNotHalted() {
        if (cut != null) {
            throw cut;
        }
        try {
            haltCheck.run();
        } catch (RuntimeException halted) {
            cut = halted;
            Exchange.closeQuietly(source); // first: booking waits for the database, and the provider need not
            ended(StreamEnd.HALTED);
            throw halted;
        }
    }

    /** The next event, or what is left at the end. */
    private byte[] event() throws IOException {
        while (true) {
            while (taken < buffered) {
                byte[] event = events.take(buffer[taken++] & 0xFF);
                if (event != null) {
                    return event;
                }
            }
            taken = 0;
            buffered = source.read(buffer, 0, BUFFER);
            if (buffered < 0) {
                over = true;
                return events.rest();
            }
        }
    }

    @Override
    public final void close() throws IOException {
        closed = true;
        try {
            source.close();
        } finally {
            ended(StreamEnd.CLOSED);
        }
    }
}

package dev.governance.console.http;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;

/**
 * Bytes that many connections write. They lie outside of the heap, from where the kernel takes them: of bytes in the heap
 * Netty makes a copy for each connection, and keeps it while its reader is slow.
 */
final class SharedBuffer {
    /** The same bytes; freed with the last connection that still writes them. */
    static Buffer of(Buffer bytes) {
        ByteBuffer outside = ByteBuffer.allocateDirect(bytes.length());
        outside.put(bytes.getBytes()).flip();
        return BufferInternal.buffer(Unpooled.wrappedBuffer(outside));
    }

    private SharedBuffer() {}
}

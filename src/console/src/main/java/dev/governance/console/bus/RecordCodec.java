package dev.governance.console.bus;

import dev.governance.console.wire.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Carries every record of the contract: by reference on this node, for they are immutable; as class name and CBOR to
 * another.
 */
final class RecordCodec implements MessageCodec<Record, Record> {
    static final String NAME = "record";

    /** Only what nodes say to each other is built from bytes that came over a network. */
    private static final List<String> OURS =
            List.of("dev.governance.console.contract.", "dev.governance.console.wire.");

    @Override
    public Record transform(Record message) {
        return message;
    }

    @Override
    public void encodeToWire(Buffer buffer, Record message) {
        byte[] type = message.getClass().getName().getBytes(StandardCharsets.UTF_8);
        byte[] body = Json.pack(message);
        buffer.appendInt(type.length).appendBytes(type).appendInt(body.length).appendBytes(body);
    }

    @Override
    public Record decodeFromWire(int position, Buffer buffer) {
        try {
            return decoded(position, buffer);
        } catch (RuntimeException e) {
            throw new UnreadableMessage(e);
        }
    }

    private static Record decoded(int position, Buffer buffer) {
        int typeLength = buffer.getInt(position);
        int typeAt = position + Integer.BYTES;
        int bodyAt = typeAt + typeLength + Integer.BYTES;
        int bodyLength = buffer.getInt(bodyAt - Integer.BYTES);
        Class<? extends Record> type =
                recordNamed(buffer.getString(typeAt, typeAt + typeLength, StandardCharsets.UTF_8.name()));
        return Json.unpack(buffer.getBytes(bodyAt, bodyAt + bodyLength), type);
    }

    private static Class<? extends Record> recordNamed(String name) {
        if (OURS.stream().noneMatch(name::startsWith)) {
            throw new IllegalArgumentException("not a record of this console: " + name);
        }
        try {
            return Class.forName(name, false, RecordCodec.class.getClassLoader())
                    .asSubclass(Record.class);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IllegalArgumentException("unknown record, is the other node of another version? " + name, e);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return -1; // not one of Vert.x's own
    }
}

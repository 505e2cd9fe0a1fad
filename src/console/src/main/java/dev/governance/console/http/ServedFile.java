package dev.governance.console.http;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of the dashboard as it goes out: our own scripts and styles without their comments, packed once as well as can be.
 *
 * @param packed by gzip; null where that makes nothing smaller
 */
record ServedFile(String type, Buffer plain, @Nullable Buffer packed) {
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript;charset=UTF-8",
            "css", "text/css;charset=UTF-8",
            "txt", "text/plain;charset=UTF-8",
            "svg", "image/svg+xml",
            "json", "application/json",
            "woff2", "font/woff2");

    /** @param name below webroot, with slashes */
    static ServedFile of(String name, byte[] bytes) {
        byte[] sent = trimmed(name, bytes);
        byte[] packed = packed(sent);
        return new ServedFile(
                TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream"),
                Buffer.buffer(sent),
                packed.length < sent.length ? Buffer.buffer(packed) : null);
    }

    /** What others wrote keeps its licence's words. */
    private static byte[] trimmed(String name, byte[] bytes) {
        if (name.startsWith("js/") && name.endsWith(".js")) {
            return Comments.outOfScript(text(bytes)).getBytes(StandardCharsets.UTF_8);
        }
        if (name.startsWith("css/") && name.endsWith(".css")) {
            return Comments.outOfSheet(text(bytes)).getBytes(StandardCharsets.UTF_8);
        }
        return bytes;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] packed(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(bytes.length);
        try (GZIPOutputStream out = new Best(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static final class Best extends GZIPOutputStream {
        Best(ByteArrayOutputStream packed) throws IOException {
            super(packed);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}

package dev.governance.chain;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cleans what goes into an audit row, as every writer of the chain does, so that a log line cannot be forged. */
public final class Sanitizer {
    /** Code points of a string inside metadata. */
    public static final int TEXT_LIMIT = 2_048;

    /** Members of a metadata object. */
    public static final int MEMBER_LIMIT = 64;

    /** Bytes of metadata as ASCII JSON. */
    public static final int SIZE_LIMIT = 65_536;

    private static final char DELETE = 0x7F;

    /**
     * Normalises (NFC), cuts to {@code limit} code points, escapes backslashes and line breaks, drops other controls.
     * The result may be longer than {@code limit}, for escapes are added after the cut.
     */
    public static String text(String text, int limit) {
        String normal = Normalizer.normalize(text, Normalizer.Form.NFC);
        String cut = normal.codePointCount(0, normal.length()) <= limit
                ? normal
                : normal.substring(0, normal.offsetByCodePoints(0, limit));
        StringBuilder clean = new StringBuilder(cut.length());
        cut.chars().forEach(c -> append(clean, (char) c));
        return clean.toString();
    }

    private static void append(StringBuilder clean, char c) {
        switch (c) {
            case '\\' -> clean.append("\\\\");
            case '\n' -> clean.append("\\n");
            case '\r' -> clean.append("\\r");
            case '\t' -> clean.append("\\t");
            default -> {
                if (c >= ' ' && c != DELETE) {
                    clean.append(c);
                }
            }
        }
    }

    /**
     * Cleans every string value of a metadata object; names stay as they are.
     *
     * @throws IllegalArgumentException beyond 64 members or 65 536 bytes
     */
    public static Map<String, @Nullable Object> metadata(Map<String, ? extends @Nullable Object> metadata) {
        if (metadata.size() > MEMBER_LIMIT) {
            throw new IllegalArgumentException(
                    "metadata has " + metadata.size() + " members, at most " + MEMBER_LIMIT + " are stored");
        }
        Map<String, @Nullable Object> clean = new LinkedHashMap<>();
        metadata.forEach((name, value) -> clean.put(name, value(value)));
        StringBuilder json = new StringBuilder();
        CanonicalJson.append(json, clean);
        int size = json.toString().getBytes(StandardCharsets.US_ASCII).length;
        if (size > SIZE_LIMIT) {
            throw new IllegalArgumentException(
                    "metadata takes " + size + " bytes, at most " + SIZE_LIMIT + " are stored");
        }
        return clean;
    }

    private static @Nullable Object value(@Nullable Object value) {
        if (value instanceof String text) {
            return text(text, TEXT_LIMIT);
        }
        if (value instanceof Map<?, ?> members) {
            Map<String, @Nullable Object> clean = new LinkedHashMap<>();
            members.forEach((name, member) -> clean.put(String.valueOf(name), value(member)));
            return clean;
        }
        if (value instanceof List<?> elements) {
            List<@Nullable Object> clean = new ArrayList<>(elements.size());
            elements.forEach(element -> clean.add(value(element)));
            return clean;
        }
        return value;
    }

    private Sanitizer() {}
}

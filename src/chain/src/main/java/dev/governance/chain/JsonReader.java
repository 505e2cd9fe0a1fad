package dev.governance.chain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) without losing a digit: numbers stay as written, a repeated key keeps its last value. Works
 * without recursion: a verdict must not depend on the size of a thread's stack.
 */
final class JsonReader {
    /** Python's encoder gives up near 1,000 levels, so nothing deeper was ever signed. */
    private static final int DEPTH_LIMIT = 1_000;

    private static final int HEX = 16;

    private final String text;
    private int at;
    private final Deque<Open> open = new ArrayDeque<>();

    JsonReader(String text) {
        this.text = text;
    }

    @Nullable
    Object read() {
        Object whole = value();
        while (!open.isEmpty()) {
            step(open.peek());
        }
        skipBlanks();
        if (at < text.length()) {
            throw fault("unexpected text after the value");
        }
        return whole;
    }

    /** A value whole, or an object or array that stands open and is filled step by step. */
    private @Nullable Object value() {
        skipBlanks();
        return switch (peek()) {
            case '{' -> opened(new Open('}', new LinkedHashMap<>(), List.of())).members();
            case '[' -> opened(new Open(']', Map.of(), new ArrayList<>())).elements();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Open opened(Open container) {
        at++;
        if (open.size() == DEPTH_LIMIT) {
            throw fault("nested deeper than " + DEPTH_LIMIT);
        }
        open.push(container);
        return container;
    }

    private void step(Open container) {
        skipBlanks();
        if (peek() == container.end()) {
            at++;
            open.pop();
            return;
        }
        if (!container.isEmpty()) {
            expect(',');
        }
        if (container.end() == '}') {
            skipBlanks();
            String name = string();
            skipBlanks();
            expect(':');
            container.members().put(name, value());
        } else {
            container.elements().add(value());
        }
    }

    /** An object or an array whose end was not read yet. */
    private record Open(char end, Map<String, @Nullable Object> members, List<@Nullable Object> elements) {
        boolean isEmpty() {
            return members.isEmpty() && elements.isEmpty();
        }
    }

    private String string() {
        expect('"');
        StringBuilder builder = new StringBuilder();
        while (true) {
            char c = next();
            if (c == '"') {
                return builder.toString();
            }
            if (c < ' ') {
                throw fault("control character in a string");
            }
            builder.append(c == '\\' ? escape() : c);
        }
    }

    private char escape() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw fault("unknown escape");
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(next(), HEX);
            if (digit < 0) {
                throw fault("\\u needs four hexadecimal digits");
            }
            code = code * HEX + digit;
        }
        return (char) code;
    }

    private JsonNumber number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        try {
            return new JsonNumber(text.substring(start, at));
        } catch (IllegalArgumentException e) {
            at = start;
            throw fault("expected a value");
        }
    }

    private @Nullable Object word(String word, @Nullable Object meaning) {
        if (!text.startsWith(word, at)) {
            throw fault("expected a value");
        }
        at += word.length();
        return meaning;
    }

    private void expect(char wanted) {
        if (next() != wanted) {
            at--;
            throw fault("expected " + wanted);
        }
    }

    private char next() {
        char c = peek();
        at++;
        return c;
    }

    private char peek() {
        if (at >= text.length()) {
            throw fault("ends too early");
        }
        return text.charAt(at);
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private IllegalArgumentException fault(String what) {
        return new IllegalArgumentException("JSON at character " + (at + 1) + ": " + what);
    }
}

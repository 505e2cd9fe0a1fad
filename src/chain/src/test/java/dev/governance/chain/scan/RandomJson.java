package dev.governance.chain.scan;

import dev.governance.chain.ChainEvent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;

/** JSON of every type with text from every Unicode plane, printed as PostgreSQL prints JSONB. */
final class RandomJson {
    private static final String[] WORDS = {
        "a", "B", "tool", "usd", "latency_ms", "é", "日本", "😀", "", "zz\u007f", "\uE000"
    };
    private static final long FIRST_SECOND =
            Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private final Random random;

    RandomJson(Random random) {
        this.random = random;
    }

    static ChainEvent event(Random random) {
        RandomJson json = new RandomJson(random);
        return new ChainEvent(
                new UUID(random.nextLong(), random.nextLong()),
                new UUID(random.nextLong(), random.nextLong()),
                json.text(20),
                random.nextBoolean() ? null : new UUID(random.nextLong(), random.nextLong()),
                json.text(9),
                random.nextBoolean() ? null : json.text(20),
                random.nextBoolean() ? null : "0123456789abcdef".repeat(4),
                random.nextBoolean() ? null : json.text(70),
                json.object(),
                random.nextBoolean() ? null : "0123456789abcdef".repeat(4),
                time(random));
    }

    /** Half of them with a fraction that ends in a digit other than zero, or the rest of a whole second. */
    private static Instant time(Random random) {
        long second = FIRST_SECOND + (long) (random.nextDouble() * (LAST_SECOND - FIRST_SECOND));
        long micros = random.nextBoolean() ? 0 : random.nextInt(100_000) * 10L + 1 + random.nextInt(9);
        return Instant.ofEpochSecond(second, micros * 1_000);
    }

    String object() {
        return jsonb(members(0));
    }

    String text(int longest) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(longest + 1); i > 0; i--) {
            text.appendCodePoint(point());
        }
        return text.toString();
    }

    private int point() {
        return switch (random.nextInt(12)) {
            case 0 -> 1 + random.nextInt(0x7F);
            case 1 -> 0x80 + random.nextInt(0x780);
            case 2 -> "\"\\/\b\f\n\r\t\u007f\u001f".codePointAt(random.nextInt(10));
            case 3 -> {
                int point = 0x800 + random.nextInt(0xF800);
                yield point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point;
            }
            case 4 -> 0x10000 * (1 + random.nextInt(16)) + random.nextInt(0x10000);
            default -> ' ' + random.nextInt(0x5F);
        };
    }

    private Map<String, Object> members(int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        int count = random.nextInt(random.nextInt(20) == 0 ? 90 : 9);
        for (int i = 0; i < count; i++) {
            members.put(key(), value(depth + 1));
        }
        return members;
    }

    private String key() {
        return switch (random.nextInt(6)) {
            case 0 -> WORDS[random.nextInt(WORDS.length)];
            case 1 -> text(12);
            default -> "k" + random.nextInt(200);
        };
    }

    private Object value(int depth) {
        int choice = random.nextInt(depth > 5 ? 8 : 10);
        return switch (choice) {
            case 0, 1, 2 -> text(40);
            case 3 -> random.nextBoolean();
            case 4 -> null;
            case 5, 6 -> integer();
            case 7 -> decimal();
            case 8 -> members(depth);
            default -> list(depth);
        };
    }

    private List<Object> list(int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            list.add(value(depth + 1));
        }
        return list;
    }

    private BigInteger integer() {
        return new BigInteger(random.nextInt(80), random).multiply(BigInteger.valueOf(random.nextInt(3) - 1));
    }

    private BigDecimal decimal() {
        return switch (random.nextInt(4)) {
            case 0 -> BigDecimal.valueOf(random.nextInt(100_000), random.nextInt(8));
            case 1 -> new BigDecimal(Double.toString(random.nextDouble()));
            case 2 -> new BigDecimal(Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20)));
            default -> BigDecimal.valueOf(random.nextLong(), 1 + random.nextInt(25));
        };
    }

    /** Keys by length, then by bytes; one blank after each comma and colon; numbers without exponents. */
    static String jsonb(Object value) {
        if (value instanceof Map<?, ?> members) {
            return members.entrySet().stream()
                    .sorted(Comparator.comparing(member -> bytes(member.getKey()), RandomJson::byLength))
                    .map(member -> quoted((String) member.getKey()) + ": " + jsonb(member.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> elements) {
            return elements.stream().map(RandomJson::jsonb).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        return value instanceof String text ? quoted(text) : String.valueOf(value);
    }

    private static byte[] bytes(Object key) {
        return ((String) key).getBytes(StandardCharsets.UTF_8);
    }

    private static int byLength(byte[] one, byte[] other) {
        return one.length != other.length
                ? Integer.compare(one.length, other.length)
                : Arrays.compareUnsigned(one, other);
    }

    /** As PostgreSQL's escape_json: short escapes, control characters by number, all else as it is. */
    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int escape = "\b\f\n\r\t\"\\".indexOf(c);
            if (escape >= 0) {
                out.append('\\').append("bfnrt\"\\".charAt(escape));
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}

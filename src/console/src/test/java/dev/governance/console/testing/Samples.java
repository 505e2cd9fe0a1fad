package dev.governance.console.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.ShownJson;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes a value of any record that the contract can carry. */
public final class Samples {
    private static final String JSON = "{\"a\":1,\"b\":[1.50,null,true,{}],\"big\":123456789012345678901234567890,"
            + "\"tiny\":0.0000001,\"long\":9007199254740993,\"\":\"empty name\"}";

    private static final Map<Class<?>, Object> PLAIN = Map.ofEntries(
            Map.entry(String.class, "caf\u00e9 \u202e😀 | \"quoted\" \\ \n"),
            Map.entry(UUID.class, UUID.fromString("6f1e6c1e-6a0e-4b0e-9b5a-0a1b2c3d4e5f")),
            Map.entry(LocalDate.class, LocalDate.parse("2026-04-15")),
            Map.entry(Instant.class, Instant.parse("2026-04-15T12:00:00.120001Z")),
            Map.entry(Duration.class, Duration.ofMillis(1_500)),
            Map.entry(BigDecimal.class, new BigDecimal("1234.000000000010")),
            Map.entry(boolean.class, true),
            Map.entry(Boolean.class, true),
            Map.entry(int.class, Integer.MIN_VALUE),
            Map.entry(Integer.class, 7),
            Map.entry(long.class, Long.MAX_VALUE),
            Map.entry(Long.class, 9_007_199_254_740_993L),
            Map.entry(double.class, 0.1),
            Map.entry(Double.class, 1e300),
            Map.entry(JsonNode.class, Json.tree(JSON)),
            Map.entry(ShownJson.class, ShownJson.of(JSON)));

    /**
     * A record with something in every component.
     *
     * @param absent leaves out what may be null
     */
    public static Object of(Class<?> type, boolean absent) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> absent && component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                        ? null
                        : value(component.getGenericType(), absent))
                .toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no sample of " + type, e);
        }
    }

    private static Object value(Type type, boolean absent) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            Object last = value(arguments[arguments.length - 1], absent);
            if (generic.getRawType() == List.class) {
                return List.of(last, last);
            }
            return generic.getRawType() == Set.class ? Set.of(last) : Map.of(value(arguments[0], absent), last);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            Object[] constants = plain.getEnumConstants();
            return constants[constants.length - 1];
        }
        if (plain.isRecord()) {
            return of(plain, absent);
        }
        Object sample = PLAIN.get(plain);
        if (sample == null) {
            throw new IllegalStateException("no sample of " + type + "; does it belong into a contract?");
        }
        return sample;
    }

    private Samples() {}
}

package dev.governance.console.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** JSON as the API speaks it: snake_case, instants in ISO 8601 (UTC), unknown members refused; and the same as CBOR. */
public final class Json {
    /** What was read has to be written again, and writing takes the stack of the thread: nobody reads deeper. */
    private static final int DEPTH = 200;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
            // Of two members with one name a proxy or a log may believe the other.
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final ObjectMapper TEXT = JsonMapper.builder(FACTORY)
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT) // 2.5 agents are not two
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private static final ObjectMapper LENIENT =
            TEXT.copy().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    private static final ObjectMapper BINARY = CBORMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Writes {@code value} as the API shows it. */
    public static String write(Object value) {
        try {
            return TEXT.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not writable as JSON: " + value.getClass(), e);
        }
    }

    /** The same as UTF-8, which takes a copy less. Half a character, which UTF-8 does not know, breaks nothing. */
    public static byte[] bytes(Object value) {
        try {
            return TEXT.writeValueAsBytes(value);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return write(value).getBytes(StandardCharsets.UTF_8);
        }
    }

    /**
     * Reads what is ours.
     *
     * @throws IllegalArgumentException when it is not JSON or does not fit {@code type}; the message names the member
     *     and never repeats its value
     */
    public static <T> T read(String json, Class<T> type) {
        return read(json, type, TEXT, JsonFault::explain);
    }

    /**
     * The same of what somebody sent us, for whom it makes a difference why it is refused.
     *
     * @throws MalformedJson when it is not JSON, or nested too deeply
     * @throws IllegalArgumentException when it is JSON of another shape; the message repeats no name of theirs
     */
    public static <T> T readSent(String json, Class<T> type) {
        try {
            TEXT.readTree(json);
        } catch (JsonProcessingException e) {
            throw new MalformedJson(JsonFault.malformed(e), e);
        }
        return read(json, type, TEXT, JsonFault::explainSent);
    }

    /** The same of what a console answers, which may be newer and say more: members that are not known are left out. */
    public static <T> T readAnswer(String json, Class<T> type) {
        return read(json, type, LENIENT, JsonFault::explain);
    }

    private static <T> T read(
            String json, Class<T> type, ObjectMapper mapper, Function<JsonProcessingException, String> explain) {
        try {
            T value = mapper.readValue(json, type);
            if (value == null) {
                throw new IllegalArgumentException("expected an object, not null");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(explain.apply(e), e);
        }
    }

    /** Reads JSON that the database holds. */
    public static JsonNode tree(String json) {
        try {
            return TEXT.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("stored JSON is unreadable", e);
        }
    }

    /** Writes a record for another node. */
    public static byte[] pack(Object value) {
        try {
            return BINARY.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not writable as CBOR: " + value.getClass(), e);
        }
    }

    /** Reads a record from another node. */
    public static <T> T unpack(byte[] bytes, Class<T> type) {
        try {
            return BINARY.readValue(bytes, type);
        } catch (IOException e) {
            throw new IllegalArgumentException("not readable as " + type, e);
        }
    }

    private Json() {}
}

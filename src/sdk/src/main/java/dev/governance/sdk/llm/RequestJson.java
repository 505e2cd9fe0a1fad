package dev.governance.sdk.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A request's body, read so that nobody can read another meaning into the same bytes. */
final class RequestJson {
    private static final JsonMapper STRICT = JsonMapper.builder()
            // {"model": "allowed", "model": "other"}: which one counts is the provider's choice.
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final JsonMapper PLAIN = new JsonMapper();

    /** Lists of tools, today's and the one before; a group of tools has a list again. */
    private static final List<String> TOOLS = List.of("tools", "functions");

    private static final List<String> WITH_TOOLS = List.of("tool_choice", "parallel_tool_calls", "function_call");

    /**
     * An answer that is worked on after it was given: what it uses is told to whoever asks for it later, and a halt does
     * not reach it.
     */
    private static final String BACKGROUND = "background";

    private static final String NAMELESS = "(unnamed)";

    /** A member that brings tools in without listing them, and what they must be allowed as. */
    private record Beside(String member, String tool) {}

    private static final List<Beside> BESIDE = List.of(
            new Beside("mcp_servers", "mcp"),
            new Beside("web_search_options", "web_search"),
            new Beside("prompt", "prompt"));

    private final byte[] sent;
    private final ObjectNode root;
    private boolean changed;

    private RequestJson(byte[] sent, ObjectNode root) {
        this.sent = sent;
        this.root = root;
    }

    /**
     * Reads.
     *
     * @throws IOException when it is no JSON object, or names a member twice
     */
    static RequestJson read(byte[] bytes) throws IOException {
        if (STRICT.readTree(bytes) instanceof ObjectNode root) {
            return new RequestJson(bytes, root);
        }
        throw new IOException("the request is no JSON object");
    }

    ObjectNode root() {
        return root;
    }

    /** Says that {@link #root} was changed. */
    void changed() {
        changed = true;
    }

    /** What is to be sent: the very bytes that were read, unless something was changed. */
    byte[] bytes() {
        if (!changed) {
            return sent;
        }
        try {
            return STRICT.writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a request that was read could not be written", e);
        }
    }

    @Nullable
    String model() {
        JsonNode model = root.path("model");
        return model.isTextual() ? Bounded.name(model.textValue()) : null;
    }

    boolean isStreaming() {
        return root.path("stream").asBoolean();
    }

    /** As JSON types, for its hash. */
    @Nullable
    Object payload() {
        try {
            return PLAIN.readValue(sent, Object.class);
        } catch (IOException e) {
            throw new IllegalStateException("a request that was read could not be read again", e);
        }
    }

    /** Takes out the tools that are not to be seen and returns the names of the others, those within groups included. */
    List<String> tools(UnaryOperator<List<String>> visible) {
        List<String> names = new ArrayList<>();
        for (String list : TOOLS) {
            JsonNode given = root.path(list);
            if (given instanceof ArrayNode tools && !tools.isEmpty()) {
                filter(tools, visible, names);
                if (tools.isEmpty()) { // providers refuse an empty list, and a choice among nothing
                    root.remove(list);
                    root.remove(WITH_TOOLS);
                }
            } else if (given.isObject()) {
                names.add(NAMELESS);
            }
        }
        BESIDE.stream().filter(this::has).map(Beside::tool).forEach(names::add);
        if (isInBackground()) {
            names.add(BACKGROUND);
        }
        return names;
    }

    /** Whatever does not say no: what else it means is the provider's choice. */
    private boolean isInBackground() {
        JsonNode given = root.path(BACKGROUND);
        return !given.isMissingNode() && !given.isNull() && !(given.isBoolean() && !given.booleanValue());
    }

    /** A stored prompt is an object; a text under the same name is what older calls ask. */
    private boolean has(Beside beside) {
        JsonNode given = root.path(beside.member);
        return given.isObject() || (given.isArray() && !given.isEmpty() && !beside.member.equals("prompt"));
    }

    private void filter(ArrayNode tools, UnaryOperator<List<String>> visible, Collection<String> shown) {
        for (Iterator<JsonNode> each = tools.elements(); each.hasNext(); ) {
            JsonNode tool = each.next();
            List<String> names = names(tool);
            if (visible.apply(names).size() < names.size()) {
                each.remove();
                changed = true;
                continue;
            }
            if (!tool.path("type").asText().equals("namespace")) {
                shown.addAll(names);
            }
            if (tool.path("tools") instanceof ArrayNode group) {
                filter(group, visible, shown);
            }
        }
    }

    /** Every name it has, since which one counts is the provider's choice; its kind when it has none. */
    private static List<String> names(JsonNode tool) {
        List<String> names = Stream.of(tool.path("function"), tool.path("custom"), tool)
                .map(named -> named.path("name"))
                .filter(JsonNode::isTextual)
                .map(name -> Bounded.name(name.textValue()))
                .distinct()
                .toList();
        return names.isEmpty() ? List.of(Bounded.name(tool.path("type").asText(NAMELESS))) : names;
    }
}

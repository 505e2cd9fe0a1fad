package dev.governance.console.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.io.IOException;

/** JSON of an agent as people may see it: read once, and then written as the text that it was, in one line. */
@JsonSerialize(using = ShownJson.Writer.class)
@JsonDeserialize(using = ShownJson.Reader.class)
public final class ShownJson {
    private final JsonNode tree;
    private final SerializedString text;

    private ShownJson(JsonNode tree, String text) {
        this.tree = tree;
        this.text = new SerializedString(text);
    }

    /**
     * Reads text.
     *
     * @throws IllegalArgumentException when it is no JSON that we show
     */
    public static ShownJson of(String text) {
        JsonNode tree = Json.tree(text);
        return new ShownJson(tree, isOneLine(text) ? text : tree.toString());
    }

    /** Within a string JSON knows no control characters, so there is none, or it stands between two members. */
    private static boolean isOneLine(String text) {
        return text.chars().allMatch(letter -> letter >= ' ');
    }

    /** What it says; nobody changes it, as many are shown the same. */
    public JsonNode tree() {
        return tree;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ShownJson json && tree.equals(json.tree);
    }

    @Override
    public int hashCode() {
        return tree.hashCode();
    }

    @Override
    public String toString() {
        return text.getValue();
    }

    static final class Writer extends JsonSerializer<ShownJson> {
        @Override
        public void serialize(ShownJson value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (json.canWriteBinaryNatively()) {
                json.writeTree(value.tree);
            } else {
                json.writeRawValue(value.text);
            }
        }
    }

    static final class Reader extends JsonDeserializer<ShownJson> {
        @Override
        public ShownJson deserialize(JsonParser json, DeserializationContext context) throws IOException {
            JsonNode tree = context.readTree(json);
            return new ShownJson(tree, tree.toString());
        }

        @Override
        public ShownJson getNullValue(DeserializationContext context) {
            JsonNode none = context.getNodeFactory().nullNode();
            return new ShownJson(none, none.toString());
        }
    }
}

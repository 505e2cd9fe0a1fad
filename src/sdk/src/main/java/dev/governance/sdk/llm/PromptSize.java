package dev.governance.sdk.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** Guesses how many tokens a request brings in. */
public final class PromptSize {
    private static final int LETTERS_A_TOKEN = 4; // of English text, as providers say themselves
    private static final long MEDIUM = 1_500; // about what a picture of the usual size takes
    private static final Set<String> MEDIA = Set.of("data", "file_data", "b64_json", "base64Data");

    private final Deque<Value> open = new ArrayDeque<>(); // no recursion: a request may be nested deeply
    private long letters;
    private long media;

    private record Value(String name, JsonNode node) {}

    private PromptSize() {}

    /** In tokens, rounded up: a quarter of its letters, and a flat amount for each file or picture. */
    public static long tokens(JsonNode request) {
        PromptSize size = new PromptSize();
        size.open.push(new Value("", request));
        while (!size.open.isEmpty()) {
            size.count(size.open.pop());
        }
        return (size.letters + LETTERS_A_TOKEN - 1) / LETTERS_A_TOKEN + size.media * MEDIUM;
    }

    private void count(Value value) {
        JsonNode node = value.node;
        if (node.isObject()) {
            node.properties().forEach(member -> open.push(new Value(member.getKey(), member.getValue())));
        } else if (node.isArray()) {
            node.forEach(element -> open.push(new Value(value.name, element)));
        } else if (node.isTextual()) {
            count(value.name, node.textValue());
        } else {
            letters += LETTERS_A_TOKEN; // a number may be a token of its own
        }
    }

    private void count(String name, String text) {
        if (MEDIA.contains(name) || text.startsWith("data:")) {
            media++;
        } else {
            letters += text.length();
        }
    }
}

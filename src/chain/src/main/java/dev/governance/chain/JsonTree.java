package dev.governance.chain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies of parsed JSON with some values changed. Works without recursion: a verdict must not depend on the stack. */
final class JsonTree {
    /** What a value becomes; called before what is in it. */
    interface Change {
        /** Answers the value that stands in the copy; {@code name} is the member's, null in lists and at the top. */
        @Nullable
        Object of(@Nullable String name, @Nullable Object value);
    }

    private final Change change;
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    private JsonTree(Change change) {
        this.change = change;
    }

    static @Nullable Object changed(@Nullable Object value, Change change) {
        JsonTree tree = new JsonTree(change);
        Object copy = tree.copy(null, value);
        while (!tree.waiting.isEmpty()) {
            tree.waiting.pop().run();
        }
        return copy;
    }

    /** The copy at once; if it holds others, it is filled later. */
    private @Nullable Object copy(@Nullable String name, @Nullable Object original) {
        Object value = change.of(name, original);
        if (value instanceof Map<?, ?> members) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            waiting.push(() ->
                    members.forEach((key, member) -> copy.put(String.valueOf(key), copy(String.valueOf(key), member))));
            return copy;
        }
        if (value instanceof List<?> elements) {
            List<@Nullable Object> copy = new ArrayList<>(elements.size());
            waiting.push(() -> elements.forEach(element -> copy.add(copy(null, element))));
            return copy;
        }
        return value;
    }
}

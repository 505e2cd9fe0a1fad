package dev.governance.console.db;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What was worked out for short texts that people look at again and again. Safe from any thread. */
public final class Recent<V> {
    /** Texts that are kept at least; at most twice as many. */
    public static final int KEPT = 1_000;

    private final int longest;
    private volatile Generations<V> generations = new Generations<>(new ConcurrentHashMap<>(), Map.of());

    /**
     * Keeps nothing yet.
     *
     * @param longest of a text that is kept, in characters: it bounds what is kept by weight, not by number alone, so what is
     *     made of a text must not weigh many times as much
     */
    public Recent(int longest) {
        this.longest = longest;
    }

    /** Whatever was not asked for while the young ones came goes with the old ones. */
    private record Generations<V>(ConcurrentHashMap<String, V> young, Map<String, V> old) {}

    /** What was kept for this text; null when it is long, new or forgotten. */
    public @Nullable V get(String text) {
        if (text.length() > longest) {
            return null;
        }
        Generations<V> now = generations;
        V young = now.young().get(text);
        V old = young == null ? now.old().get(text) : null;
        if (old != null) {
            put(text, old);
        }
        return young == null ? old : young;
    }

    /** Keeps it, unless the text is long. */
    public void put(String text, V value) {
        if (text.length() > longest) {
            return;
        }
        Generations<V> now = generations;
        now.young().put(text, value);
        if (now.young().size() >= KEPT) {
            generations = new Generations<>(new ConcurrentHashMap<>(), now.young());
        }
    }
}

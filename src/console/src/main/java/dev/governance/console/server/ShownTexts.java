package dev.governance.console.server;

import dev.governance.chain.Redaction;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Remembers what JSON without secrets looks like as people are shown it, for everybody looks at the newest rows again and again.
 * A text in which something was hidden is not kept. Safe from any thread.
 */
final class ShownTexts implements UnaryOperator<String> {
    /** Texts that are kept at least; at most twice as many. */
    static final int KEPT = 1_000;

    /** In characters, so 12 MiB in all. */
    static final int LONGEST = 2_048;

    private final UnaryOperator<String> redaction;
    private volatile Generations generations = new Generations(new ConcurrentHashMap<>(), Map.of());

    /** Whatever was not asked for while the young ones came goes with the old ones. */
    private record Generations(ConcurrentHashMap<String, String> young, Map<String, String> old) {}

    ShownTexts(UnaryOperator<String> redaction) {
        this.redaction = redaction;
    }

    @Override
    public String apply(String json) {
        if (json.length() > LONGEST) {
            return redaction.apply(json);
        }
        Generations now = generations;
        String young = now.young().get(json);
        if (young != null) {
            return young;
        }
        String old = now.old().get(json);
        String shown = old == null ? redaction.apply(json) : old;
        if (shown.length() <= LONGEST && !shown.contains(Redaction.BY_NAME) && !shown.contains(Redaction.BY_LOOK)) {
            keep(now, json, shown);
        }
        return shown;
    }

    private void keep(Generations now, String json, String shown) {
        now.young().put(json, shown);
        if (now.young().size() >= KEPT) {
            generations = new Generations(new ConcurrentHashMap<>(), now.young());
        }
    }
}

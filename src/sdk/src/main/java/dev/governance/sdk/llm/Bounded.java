package dev.governance.sdk.llm;

import java.util.Collection;
import java.util.List;

/** Names as they may come from anybody, in a size that an audit row takes. */
final class Bounded {
    static final int NAMES = 64;
    private static final int LENGTH = 300; // above what a policy can list, so that a name cut short matches nothing

    static List<String> names(Collection<String> names) {
        return names.stream().limit(NAMES).map(Bounded::name).toList();
    }

    static String name(String name) {
        return name.length() > LENGTH ? name.substring(0, LENGTH) : name;
    }

    private Bounded() {}
}

package dev.governance.chain;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Hides secrets in what people are shown: by the name of a member and by the look of a value. Stored rows stay as they are. */
public final class Redaction {
    public static final String BY_NAME = "***REDACTED***";
    public static final String BY_LOOK = "[REDACTED]";

    /** As {@link MemberName#bare} has them. */
    private static final Set<String> NAMES = Set.of(
            "password",
            "passwd",
            "passphrase",
            "secret",
            "token",
            "apikey",
            "accesskey",
            "privatekey",
            "credential",
            "authorization",
            "cookie");

    /** Names that contain a secret's name but count things, as {@link MemberName#words} has them. */
    private static final Pattern COUNTS = Pattern.compile("(?:.*_)?tokens(?:_.*)?|token_(?:usage|count|delta|limit)");

    private static final List<Pattern> LOOKS = Stream.of(
                    "(?i)(?:postgres|postgresql|mysql|mongodb|mongodb\\+srv|redis|rediss)(?:\\+[a-z0-9]+)?://\\S+",
                    "sk-ant-[A-Za-z0-9_-]{10,}",
                    "sk-[A-Za-z0-9_-]{20,}",
                    "xoxb-[A-Za-z0-9-]{10,}",
                    "gh[ps]_[A-Za-z0-9]{20,}",
                    "gvc_[A-Za-z0-9_-]{43}", // this console's own API tokens
                    "AKIA[A-Z0-9]{16}",
                    "(?i)aws_secret_access_key['\"\\s:=]+[A-Za-z0-9/+=]{40}")
            .map(Pattern::compile)
            .toList();

    private final Set<String> names;

    /** Redacts the usual names and the further ones, as a part of a member's name, however either is written. */
    public Redaction(Set<String> further) {
        names = Stream.concat(
                        NAMES.stream(), further.stream().map(MemberName::of).map(MemberName::bare))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * JSON text without secrets, in canonical form.
     *
     * @throws IllegalArgumentException when it is not JSON
     */
    public String json(String json) {
        StringBuilder out = new StringBuilder(json.length());
        CanonicalJson.append(out, value(CanonicalJson.parse(json)));
        return out.toString();
    }

    /** A copy of parsed JSON without secrets. */
    public @Nullable Object value(@Nullable Object value) {
        return JsonTree.changed(value, this::member);
    }

    private @Nullable Object member(@Nullable String name, @Nullable Object value) {
        if (name != null && hides(name, value)) {
            return BY_NAME;
        }
        return value instanceof String text ? text(text) : value;
    }

    /** A text without what looks like a secret. */
    public String text(String text) {
        String clean = text;
        for (Pattern look : LOOKS) {
            clean = look.matcher(clean).replaceAll(BY_LOOK);
        }
        return clean;
    }

    private boolean hides(String name, @Nullable Object value) {
        if (name.isBlank()) {
            return true;
        }
        MemberName member = MemberName.of(name);
        boolean counts = COUNTS.matcher(member.words()).matches() && !hasText(value);
        return !counts && names.stream().anyMatch(member.bare()::contains);
    }

    /** Whoever counts writes numbers, one or a row of them: a text under such a name is a secret all the same. */
    private static boolean hasText(@Nullable Object value) {
        return value instanceof String
                || (value instanceof List<?> elements
                        && elements.stream()
                                .anyMatch(element -> element instanceof String || element instanceof List<?>));
    }
}

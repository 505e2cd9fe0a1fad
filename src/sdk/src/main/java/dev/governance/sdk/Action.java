package dev.governance.sdk;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an agent is about to use.
 *
 * @param name the tool, API or model; compared as it is, case included
 * @param sessionId the chain that a refusal is written to; null gives it one of its own
 */
public record Action(Kind kind, String name, @Nullable UUID sessionId) {
    /** What can be allowed. */
    public enum Kind {
        TOOL("tool"),
        API("api"),
        MODEL("model");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    public static Action tool(String name) {
        return new Action(Kind.TOOL, name, null);
    }

    /** An API call such as {@code GET https://api.example.com/v1/invoices}. */
    public static Action api(String name) {
        return new Action(Kind.API, name, null);
    }

    public static Action model(String name) {
        return new Action(Kind.MODEL, name, null);
    }

    /** The same action as a part of a session. */
    public Action in(UUID session) {
        return new Action(kind, name, session);
    }

    String described() {
        return kind.word + " " + name;
    }
}

package dev.governance.sdk;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often a tool may be called in a session.
 *
 * @param window 1 s to 1 h, 60 s unless it says otherwise; whole seconds count
 * @param maxCalls 2 to 1000, 5 unless it says otherwise
 * @param onLoop what happens at the call after those
 */
public record LoopPolicy(String agentId, Duration window, int maxCalls, OnLoop onLoop) {
    private static final Duration WINDOW = Duration.ofSeconds(60);
    private static final int MAX_CALLS = 5;

    /** What a loop leads to, besides the audit event. */
    public enum OnLoop {
        /** The agent goes on. */
        LOG("log"),
        /** {@link dev.governance.sdk.errors.LoopDetectedException} is thrown. */
        RAISE("raise");

        private final String code;

        OnLoop(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    public LoopPolicy {
        Fields.name("an agent id", agentId, Fields.AGENT);
        if (window.toSeconds() < 1 || window.toSeconds() > 3_600) {
            throw new IllegalArgumentException("a loop's window is 1 s to 1 h long");
        }
        if (maxCalls < 2 || maxCalls > 1_000) {
            throw new IllegalArgumentException("a loop's calls are 2 to 1000");
        }
    }

    /** In the words of the audit event {@code loop.detected}; the Python SDK stores none. */
    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("agent_id", agentId);
        json.put("window_seconds", window.toSeconds());
        json.put("max_calls", maxCalls);
        json.put("action", onLoop.code());
        return json;
    }

    public static LoopPolicy of(String agentId) {
        return new LoopPolicy(agentId, WINDOW, MAX_CALLS, OnLoop.RAISE);
    }

    public LoopPolicy window(Duration time) {
        return new LoopPolicy(agentId, time, maxCalls, onLoop);
    }

    public LoopPolicy maxCalls(int calls) {
        return new LoopPolicy(agentId, window, calls, onLoop);
    }

    public LoopPolicy onLoop(OnLoop action) {
        return new LoopPolicy(agentId, window, maxCalls, action);
    }
}

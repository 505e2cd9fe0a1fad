package dev.governance.console.server;

import dev.governance.console.bus.RequestId;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the calling thread works for. */
public final class Following {
    /** By the names of the log: {@code request_id}, as the answer's header {@code x-request-id} tells it, and {@code trace_id}. */
    public static Map<String, String> pairs() {
        Map<String, String> pairs = new LinkedHashMap<>();
        String request = RequestId.current();
        if (request != null) {
            pairs.put("request_id", request);
        }
        Traces.current().ifPresent(trace -> pairs.put("trace_id", trace));
        return pairs;
    }

    private Following() {}
}

package dev.governance.bench.api;

import java.util.List;
import java.util.Map;

/**
 * What {@link LoadClient} found.
 *
 * @param statuses how many answers had each; 0 for a connection that failed, also by an answer that cannot be read
 * @param micros how long each answer of 2xx took
 * @param seconds from the first request to the last answer
 * @param bytes of all bodies of 2xx
 * @param trouble the first answer that was none of 2xx; empty without one
 */
record Answered(Map<Integer, Long> statuses, List<Long> micros, double seconds, long bytes, String trouble) {
    Answered {
        statuses = Map.copyOf(statuses);
        micros = List.copyOf(micros);
    }

    /** Answers that were none of 2xx. */
    long failed() {
        return statuses.values().stream().mapToLong(Long::longValue).sum() - micros.size();
    }

    /** These, all of which must be 2xx: others are answered sooner, and would flatter. */
    Answered allGood(String what) {
        if (failed() > 0 || micros.isEmpty()) {
            throw new IllegalStateException(what + " was not answered with 2xx each time: " + statuses + " " + trouble);
        }
        return this;
    }
}

package dev.governance.console.cost;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.wire.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The caps of a row of {@code governance_policies}. People are shown the caps that can be read, whatever else is wrong.
 *
 * @param caps those that are set
 * @param problem the first that cannot be read; null when there is none
 */
record StoredBudget(Map<CapKind, BigDecimal> caps, @Nullable String problem) {
    private static final int DIGITS = 12;

    StoredBudget {
        caps = Map.copyOf(caps);
    }

    /**
     * Reads one.
     *
     * @param json null when it is too long to be read
     */
    static StoredBudget of(@Nullable String json) {
        if (json == null) {
            return new StoredBudget(Map.of(), "the stored budget is too long to be read");
        }
        JsonNode policy = tree(json);
        if (!policy.isObject()) {
            return new StoredBudget(Map.of(), "the stored budget is no JSON object that can be read");
        }
        Map<CapKind, BigDecimal> caps = new EnumMap<>(CapKind.class);
        String problem = null;
        for (CapKind kind : CapKind.values()) {
            JsonNode member = policy.path(kind.code());
            if (kind.takes(member)) {
                caps.put(kind, plain(member.decimalValue()));
            } else if (!member.isMissingNode() && !member.isNull() && problem == null) {
                problem = kind.code() + " is no " + kind.range();
            }
        }
        return new StoredBudget(caps, caps.isEmpty() && problem == null ? "it has no cap" : problem);
    }

    private static JsonNode tree(String json) {
        try {
            return Json.tree(json);
        } catch (IllegalArgumentException e) { // nested too deeply, or a number of too many digits
            return Json.tree("null");
        }
    }

    private static BigDecimal plain(BigDecimal cap) {
        return cap.scale() > DIGITS ? cap.setScale(DIGITS, RoundingMode.HALF_UP).stripTrailingZeros() : cap;
    }
}

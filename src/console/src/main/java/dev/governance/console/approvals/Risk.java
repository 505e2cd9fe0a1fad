package dev.governance.console.approvals;

import static dev.governance.console.bus.Fault.FORBIDDEN;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.bus.Refusal;
import dev.governance.console.wire.Json;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a payload says about its risk: the agent's word, and no word is none that anybody knows. */
final class Risk {
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z_-]{0,31}");
    private static final String UNKNOWN = "UNKNOWN";

    static String of(JsonNode payload) {
        JsonNode said = payload.path("risk");
        return said.isTextual() && WORD.matcher(said.asText()).matches() ? said.asText() : UNKNOWN;
    }

    /** Refuses what nobody may grant without looking at it. */
    static void mustBeLow(Gate gate) {
        String risk = of(gate.payload());
        if (!risk.equals("LOW")) {
            throw new Refusal(
                    FORBIDDEN,
                    "risk_" + risk + "_not_eligible_for_batch",
                    "only requests whose payload says that their risk is LOW are granted together");
        }
    }

    private static String of(@Nullable String payload) {
        try {
            return payload == null ? UNKNOWN : of(Json.tree(payload));
        } catch (IllegalArgumentException e) {
            return UNKNOWN; // nested too deeply to be read, and so to be granted unseen
        }
    }

    private Risk() {}
}

package dev.governance.console.policies;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last policy of a page, as a client carries it; it gives no right. */
record PolicyCursor(String agentId, String policyType) {
    /** Before all. */
    static final PolicyCursor FIRST = new PolicyCursor("", "");

    String text() {
        byte[] names = Json.write(List.of(agentId, policyType)).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(names);
    }

    /**
     * Reads one.
     *
     * @throws Refusal INVALID when it is none
     */
    static PolicyCursor read(@Nullable String text) {
        if (text == null) {
            return FIRST;
        }
        try {
            JsonNode names = Json.tree(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
            if (names.isArray()
                    && names.size() == 2
                    && names.get(0).isTextual()
                    && names.get(1).isTextual()
                    && names.get(0).asText().indexOf(0) < 0
                    && names.get(1).asText().indexOf(0) < 0) {
                return new PolicyCursor(names.get(0).asText(), names.get(1).asText());
            }
        } catch (IllegalArgumentException e) {
            // told below, like what only looks like one
        }
        throw new Refusal(
                Fault.INVALID, "invalid_cursor", "cursor is the next_cursor of the page before, exactly as it was");
    }
}

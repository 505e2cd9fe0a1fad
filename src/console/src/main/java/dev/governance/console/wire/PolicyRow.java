package dev.governance.console.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stored policy of an agent, without secrets.
 *
 * @param policyType scope, budget, loop or routing, or what somebody else wrote
 * @param policy its members but the four lists below
 * @param allowedTools null when the policy lists none, as all but those of scope
 * @param version names what it says; whoever changes it sends this one back
 */
public record PolicyRow(
        String agentId,
        String policyType,
        JsonNode policy,
        @Nullable List<String> allowedTools,
        @Nullable List<String> hiddenTools,
        @Nullable List<String> allowedApis,
        @Nullable List<String> allowedModels,

        @JsonSerialize(using = StoredTime.Writer.class) @JsonDeserialize(using = StoredTime.Reader.class)
        Instant updatedAt,

        String version) {
    public PolicyRow {
        allowedTools = copy(allowedTools);
        hiddenTools = copy(hiddenTools);
        allowedApis = copy(allowedApis);
        allowedModels = copy(allowedModels);
    }

    private static @Nullable List<String> copy(@Nullable List<String> names) {
        return names == null ? null : List.copyOf(names);
    }
}

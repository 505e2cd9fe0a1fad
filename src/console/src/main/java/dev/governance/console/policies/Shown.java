package dev.governance.console.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.console.db.RedactedJson;
import dev.governance.console.wire.PolicyChange;
import dev.governance.console.wire.PolicyProposal;
import dev.governance.console.wire.PolicyRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stored policies as people see them: without secrets, and with the lists of a scope beside what else they say. */
final class Shown {
    private static final String TOOLS = "allowed_tools";
    private static final String HIDDEN = "hidden_tools";
    private static final String APIS = "allowed_apis";
    private static final String MODELS = "allowed_models";

    private final RedactedJson redacted;

    Shown(RedactedJson redacted) {
        this.redacted = redacted;
    }

    /** What a stored policy says, as it may be told and kept in the log. */
    JsonNode json(@Nullable String stored) {
        JsonNode policy = redacted.of(stored);
        if (policy instanceof ObjectNode members) {
            members.remove(PolicyRules.KEPT);
        }
        return policy;
    }

    PolicyRow row(PolicyStore.Stored stored) {
        JsonNode policy = json(stored.json());
        List<String> tools = names(policy, TOOLS);
        List<String> hidden = names(policy, HIDDEN);
        List<String> apis = names(policy, APIS);
        List<String> models = names(policy, MODELS);
        if (policy instanceof ObjectNode members) {
            members.remove(List.of(TOOLS, HIDDEN, APIS, MODELS));
        }
        return new PolicyRow(
                stored.agentId(),
                stored.policyType(),
                policy,
                tools,
                hidden,
                apis,
                models,
                stored.updatedAt(),
                stored.version());
    }

    PolicyProposal proposal(Proposal proposal) {
        return new PolicyProposal(
                proposal.proposalId(),
                proposal.agentId(),
                proposal.policyType(),
                json(proposal.json()),
                proposal.version(),
                proposal.reason(),
                proposal.by(),
                proposal.byId(),
                proposal.at(),
                proposal.expiresAt());
    }

    PolicyChange change(HistoryStore.Noted noted) {
        return new PolicyChange(
                noted.changeId(),
                noted.deed(),
                noted.deed().equals("deleted") ? null : json(noted.json()),
                noted.changedAt(),
                summary(noted),
                noted.eventId() == null,
                noted.by(),
                noted.proposedBy(),
                noted.reason(),
                noted.eventId(),
                noted.databaseRole());
    }

    private static String summary(HistoryStore.Noted noted) {
        if (noted.deed().equals("found")) {
            return "stood there when the history began";
        }
        if (noted.by() == null) {
            return noted.deed() + " outside the console by the database role " + noted.databaseRole();
        }
        String proposed = noted.proposedBy() == null ? "" : ", as " + noted.proposedBy() + " proposed";
        return noted.deed() + " by " + noted.by() + proposed;
    }

    private static @Nullable List<String> names(JsonNode policy, String member) {
        JsonNode list = policy.path(member);
        if (!list.isArray()) {
            return null;
        }
        List<String> names = new ArrayList<>();
        list.forEach(name -> {
            if (name.isTextual()) {
                names.add(name.asText());
            }
        });
        return names;
    }
}

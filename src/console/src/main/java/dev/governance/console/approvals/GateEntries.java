package dev.governance.console.approvals;

import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.wire.Caller;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the audit rows about one request have in common. */
final class GateEntries {
    /** Which request it is about; and over whose claim somebody acted, with the reason, if over one at all. */
    static Map<String, Object> metadata(Gate gate, Caller by, @Nullable String override) {
        Map<String, Object> metadata = metadata(gate.requestId(), gate.kind());
        if (override != null && ApprovalRules.isClaimedByAnother(gate, by)) {
            metadata.put("claimed_by", gate.reviewer() == null ? String.valueOf(gate.reviewerId()) : gate.reviewer());
            metadata.put("override", override);
        }
        return metadata;
    }

    static Map<String, Object> metadata(UUID requestId, String kind) {
        return new HashMap<>(Map.of(
                "request_id",
                requestId.toString(),
                "gate_kind",
                kind,
                "approval_kind",
                kind)); // what the SDK's own rows call it
    }

    static AuditEntry entry(Gate gate, String kind, Map<String, ? extends @Nullable Object> metadata) {
        return new AuditEntry(ApprovalStore.session(gate.requestId()), gate.agentId(), kind, metadata);
    }

    private GateEntries() {}
}

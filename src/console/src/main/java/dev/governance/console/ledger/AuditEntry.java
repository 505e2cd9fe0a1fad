package dev.governance.console.ledger;

import java.util.Map;
import java.util.UUID;

/**
 * What the console has to say in the audit log.
 *
 * @param sessionId the chain it joins
 * @param metadata strings, numbers, booleans, nulls, lists and maps of them
 */
public record AuditEntry(UUID sessionId, String agentId, String kind, Map<String, Object> metadata) {}

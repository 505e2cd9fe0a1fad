package dev.governance.console.ledger;

import dev.governance.console.wire.Caller;
import dev.governance.console.wire.ScopedToken;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the console has to say in the audit log.
 *
 * @param sessionId the chain it joins
 * @param metadata strings, numbers, booleans, nulls, lists and maps of them
 */
public record AuditEntry(
        UUID sessionId, String agentId, String kind, Map<String, ? extends @Nullable Object> metadata) {
    /** The chain of the console's own matters: refusals, users, keys. */
    public static final UUID CONSOLE_SESSION = UUID.fromString("c05e0000-90e4-4c1d-8b7a-5d3f6a21e94b");

    /** Under whose name the console writes about its own matters. */
    public static final String CONSOLE_AGENT = "governance-console";

    /**
     * The same with the id of the token that a script came by; whose it is, the entry says anyway. What is called a token
     * would be hidden.
     */
    public AuditEntry cameBy(Caller caller) {
        ScopedToken token = caller.token();
        if (token == null) {
            return this;
        }
        Map<String, @Nullable Object> more = new HashMap<>(metadata);
        more.put("access_id", token.tokenId().toString());
        return new AuditEntry(sessionId, agentId, kind, more);
    }

    /** An entry about a matter of the console itself. */
    public static AuditEntry ofConsole(String kind, Map<String, ? extends @Nullable Object> metadata) {
        return new AuditEntry(CONSOLE_SESSION, CONSOLE_AGENT, kind, metadata);
    }
}

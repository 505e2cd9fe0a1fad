package dev.governance.console.explorer;

import dev.governance.console.contract.Explorer;
import dev.governance.console.ledger.AuditEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the audit log keeps of an export. People search for secrets, and the log is for ever: of a text that was looked
 * for it keeps the SHA-256 of its UTF-8 and how many characters it has, which prove it to whoever knows it.
 */
final class ExportRecord {
    static AuditEntry began(UUID id, Explorer.Export export) {
        Map<String, Object> metadata = common(id, export);
        metadata.put("format", export.format());
        metadata.put("filter", filter(export.filter()));
        return AuditEntry.ofConsole("audit.exported", metadata);
    }

    static AuditEntry ended(Explorer.End end, Explorer.Export export) {
        Map<String, Object> metadata = common(end.exportId(), export);
        metadata.put("outcome", end.outcome());
        metadata.put("events", end.events());
        return AuditEntry.ofConsole("audit.export_finished", metadata);
    }

    private static Map<String, Object> common(UUID id, Explorer.Export export) {
        Map<String, Object> metadata = new HashMap<>();
        metadata.put("export_id", id.toString());
        metadata.put("by", export.by().username());
        metadata.put("user_id", export.by().userId().toString());
        return metadata;
    }

    private static Map<String, Object> filter(Explorer.Filter filter) {
        Map<String, Object> named = new HashMap<>();
        put(named, "agent_id", filter.agentId());
        put(named, "session_id", filter.sessionId());
        put(named, "outcome", filter.outcome() == null ? null : filter.outcome().code());
        put(named, "model", filter.model());
        put(named, "from", filter.from());
        put(named, "to", filter.to());
        String search = filter.search();
        if (search != null) {
            named.put("q_sha256", sha256(search));
            named.put("q_length", search.codePointCount(0, search.length()));
        }
        if (!filter.kinds().isEmpty()) {
            named.put("kind", filter.kinds());
        }
        return named;
    }

    private static void put(Map<String, Object> named, String name, @Nullable Object value) {
        Optional.ofNullable(value).map(Object::toString).ifPresent(text -> named.put(name, text));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private ExportRecord() {}
}

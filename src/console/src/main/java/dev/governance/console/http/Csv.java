package dev.governance.console.http;

import dev.governance.console.wire.AuditEvent;
import dev.governance.console.wire.StoredTime;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes events as lines of a table (RFC 4180) that a spreadsheet opens without running what an agent wrote. */
final class Csv {
    static final String HEADER = "event_id,chain_seq,created_at,session_id,agent_id,kind,outcome,model,parent_event_id,"
            + "input_hash,output_hash,prev_hash,hmac_value,metadata\r\n";

    /** With these a spreadsheet begins a formula (OWASP, CSV injection). */
    private static final String FORMULA = "=+-@\t\r";

    static String line(AuditEvent event) {
        return Stream.of(
                                event.eventId(),
                                event.chainSeq(),
                                StoredTime.text(event.createdAt()),
                                event.sessionId(),
                                event.agentId(),
                                event.kind(),
                                event.outcome().code(),
                                text(event.model()),
                                text(event.parentEventId()),
                                text(event.inputHash()),
                                text(event.outputHash()),
                                text(event.prevHash()),
                                event.hmacValue(),
                                event.metadata())
                        .map(value -> cell(value.toString()))
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    static String cell(String text) {
        String plain = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean quoted = plain.chars().anyMatch(letter -> letter == '"' || letter == ',' || letter < ' ');
        return quoted ? "\"" + plain.replace("\"", "\"\"") + "\"" : plain;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private Csv() {}
}

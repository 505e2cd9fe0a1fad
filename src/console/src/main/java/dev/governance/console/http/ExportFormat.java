package dev.governance.console.http;

import dev.governance.console.wire.AuditEvent;
import dev.governance.console.wire.Json;

/** How exported events are written. */
enum ExportFormat {
    NDJSON("ndjson", "application/x-ndjson", "") {
        @Override
        String line(AuditEvent event) {
            return Json.write(event) + "\n";
        }
    },
    CSV("csv", "text/csv; charset=utf-8; header=present", Csv.HEADER) {
        @Override
        String line(AuditEvent event) {
            return Csv.line(event);
        }
    };

    private final String code;
    private final String type;
    private final String header;

    ExportFormat(String code, String type, String header) {
        this.code = code;
        this.type = type;
        this.header = header;
    }

    abstract String line(AuditEvent event);

    String code() {
        return code;
    }

    String type() {
        return type;
    }

    /** What stands before the first event. */
    String header() {
        return header;
    }
}

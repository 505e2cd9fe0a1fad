package dev.governance.console.compliance;

import dev.governance.console.contract.Compliance;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.wire.EvidenceReport;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.RangeVerdict;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a bundle of evidence holds, with the members that the Python console gave it, and what the log keeps of it. */
final class Bundles {
    static String json(
            EvidenceReport report, RangeVerdict verdict, @Nullable String tenantId, String fingerprint, Instant now) {
        Map<String, @Nullable Object> bundle = new LinkedHashMap<>();
        bundle.put("bundle_version", "1.0");
        bundle.put("generated_at", now);
        bundle.put("tenant_id", tenantId);
        bundle.put("window", report.window());
        bundle.put("report", report);
        bundle.put("verify_chain", verdict);
        bundle.put("chain_verification_error", null);
        bundle.put("rotation_status", new Rotation(fingerprint, verdict.unresolvedFingerprints()));
        bundle.put("event_count", report.totalEventsAudited());
        return Json.write(bundle);
    }

    static String name(EvidenceReport.Window window) {
        return "compliance-evidence-" + day(window.start()) + "_to_" + day(window.end()) + ".json";
    }

    private static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC);
    }

    static AuditEntry exported(Compliance.Export export, EvidenceReport report, RangeVerdict verdict, String hash) {
        Map<String, @Nullable Object> metadata = new HashMap<>();
        metadata.put("bundle_hash", hash);
        metadata.put("window_start", report.window().start().toString());
        metadata.put("window_end", report.window().end().toString());
        metadata.put("event_count", report.totalEventsAudited());
        metadata.put("chain_integrity_status", verdict.chainIntegrityStatus());
        metadata.put("verification_id", verdict.verificationId().toString());
        metadata.put("tenant_id", export.tenantId());
        metadata.put("requesting_user", export.by().username());
        metadata.put("user_id", export.by().userId().toString());
        return AuditEntry.ofConsole("compliance.bundle_exported", metadata);
    }

    private record Rotation(String activeFingerprint, List<String> knownFingerprintsInWindow) {
        Rotation {
            knownFingerprintsInWindow = List.copyOf(knownFingerprintsInWindow);
        }
    }

    private Bundles() {}
}

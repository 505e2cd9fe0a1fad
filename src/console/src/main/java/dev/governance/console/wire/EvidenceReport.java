package dev.governance.console.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the audit log shows for Article 12 of Regulation (EU) 2024/1689. All numbers are counted in one snapshot of the
 * database; nothing says that anybody complies.
 *
 * @param chainIntegrityStatus verified, unverified or failed, as the watch over the whole log knows it
 * @param chainStatement the same in a sentence
 * @param chainVerifiedToSeq the last chain_seq of what was verified without a gap; null while nothing was
 * @param rotationAware always: each row is verified with the key that signed when it was written
 * @param coverageCaveat what coverage does not tell
 * @param totalEventsAudited rows of the window
 * @param totalAgents different agents that wrote them, the console's own names left out
 */
public record EvidenceReport(
        UUID reportId,
        Instant generatedAt,
        Window window,
        String chainIntegrityStatus,
        String chainStatement,
        @Nullable Long chainVerifiedFromSeq,
        @Nullable Long chainVerifiedToSeq,
        boolean rotationAware,
        @Nullable Double coveragePct,
        String coveragePctReason,
        String coverageCaveat,
        long totalEventsAudited,
        long totalAgents,
        List<Section> sections) {
    public EvidenceReport {
        sections = List.copyOf(sections);
    }

    /** The same with another state of the chain. */
    public EvidenceReport judged(String status, String statement) {
        return new EvidenceReport(
                reportId,
                generatedAt,
                window,
                status,
                statement,
                chainVerifiedFromSeq,
                chainVerifiedToSeq,
                rotationAware,
                coveragePct,
                coveragePctReason,
                coverageCaveat,
                totalEventsAudited,
                totalAgents,
                sections);
    }

    /** From {@code start} on, before {@code end}. */
    public record Window(Instant start, Instant end) {}

    /**
     * What there is for one requirement.
     *
     * @param article as 12(2)(a)
     * @param state evidence, partial (something is missing) or none
     * @param data what was counted, by name
     * @param missing what is not there, and why
     */
    public record Section(String article, String title, String state, JsonNode data, List<String> missing) {
        public Section {
            missing = List.copyOf(missing);
        }

        /** What was counted as JSON, for whoever only shows it. */
        public String counted() {
            return data.toString();
        }
    }
}

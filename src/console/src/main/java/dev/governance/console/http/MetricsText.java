package dev.governance.console.http;

import dev.governance.console.contract.Approvals;
import dev.governance.console.contract.Audit;
import dev.governance.console.wire.AgentPresence;
import dev.governance.console.wire.MarksVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes what is known of the audit chain and of the front door in the Prometheus text format, version 0.0.4. What is unknown is left out. */
final class MetricsText {
    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final double MILLIS = 1e3; // in a second
    private static final List<String> PROOFS = List.of("issued", "acknowledged", "no_activity_since", "still_active");

    private final StringBuilder text = new StringBuilder();

    private MetricsText() {}

    /**
     * Writes it.
     *
     * @param streams how many browsers follow the stream
     */
    static String of(Vitals vitals, Connections.Counts connections, Tls.@Nullable State tls, int streams) {
        MetricsText metrics = new MetricsText();
        vitals.audit().ifPresent(findings -> {
            metrics.damage(findings.counts());
            metrics.reading(findings.reading());
            metrics.marks(findings.marks(), findings.reading().newest());
        });
        metrics.stream(vitals, streams);
        vitals.approvals().ifPresent(metrics::approvals);
        vitals.agents().ifPresent(agents -> metrics.halts(agents.agents()));
        metrics.connections(connections);
        if (tls != null) {
            metrics.tls(tls);
        }
        return metrics.text.toString();
    }

    private void damage(Audit.Counts counts) {
        String name = "governance_chain_damaged_sessions";
        gauge(name, "Sessions that do not hold, by verdict; beyond counts those that are not kept one by one.");
        value(name + "{verdict=\"tampered\"}", counts.tampered());
        value(name + "{verdict=\"truncated\"}", counts.truncated());
        value(name + "{verdict=\"unverifiable\"}", counts.unverifiable());
        value(name + "{verdict=\"beyond\"}", counts.beyond());
    }

    private void reading(Audit.Reading reading) {
        single("governance_chain_newest_seq", "The highest sequence number in the audit log.", reading.newest());
        single(
                "governance_chain_verified_up_to_seq",
                "The last sequence number of what was verified without a gap.",
                reading.verifiedUpTo());
        single("governance_chain_verified_sessions", "Sessions that were verified.", reading.sessions());
        single("governance_chain_verified_events", "Events in verified sessions.", reading.events());
        single(
                "governance_sweep_last_finished_seconds",
                "When the whole log had last been read, in seconds since 1970.",
                seconds(reading.finishedAt()));
        single(
                "governance_sweep_overdue",
                "1 when reading the whole log must have stopped, or has never ended.",
                reading.overdue() ? 1L : 0L);
        single(
                "governance_sweep_started_seconds",
                "When the reading under way began, in seconds since 1970.",
                seconds(reading.startedAt()));
    }

    private void marks(MarksVerdict marks, long newest) {
        String name = "governance_marks_state";
        gauge(name, "1 for the state that the console's own record of what it saw is in.");
        for (MarksVerdict.State state : MarksVerdict.State.values()) {
            value(name + "{state=\"" + state.code() + "\"}", state == marks.state() ? 1 : 0);
        }
        single(
                "governance_marks_damaged",
                "1 when that record was forged or rolled back, or is gone although this node has seen it.",
                marks.alarms() ? 1L : 0L);
        Long upTo = marks.upTo();
        single(
                "governance_marks_lag_events",
                "Sequence numbers that are used and not marked yet.",
                upTo == null ? null : Long.valueOf(Math.max(0, newest - upTo)));
    }

    private void stream(Vitals vitals, int streams) {
        vitals.doorbell()
                .ifPresent(lag -> single(
                        "governance_doorbell_lag_seconds",
                        "How long a ring of the database took to be heard here, its commit included.",
                        lag.ms() / MILLIS));
        vitals.stream().ifPresent(place -> {
            single("governance_stream_position_seq", "Below this every event was told to browsers.", place.position());
            single(
                    "governance_stream_lag_events",
                    "Sequence numbers that are used and not told to browsers yet.",
                    vitals.audit()
                            .map(findings -> Math.max(0, findings.reading().newest() - place.highest()))
                            .orElse(null));
        });
        single("governance_stream_clients", "Browsers that follow the stream of this node.", (long) streams);
    }

    private void approvals(Approvals.Waiting waiting) {
        single("governance_approvals_pending", "Requests that wait for a decision.", waiting.count());
        single(
                "governance_approvals_oldest_pending_seconds",
                "How long the oldest of them has waited.",
                waiting.oldestSeconds());
    }

    private void halts(List<AgentPresence> agents) {
        String name = "governance_halted_agents";
        Map<String, Long> halted = new TreeMap<>(agents.stream()
                .flatMap(agent -> Stream.ofNullable(agent.halt()))
                .collect(Collectors.groupingBy(AgentPresence.Halt::proof, Collectors.counting())));
        gauge(name, "Agents that are halted, by how far that is proven; issued is not confirmed.");
        PROOFS.forEach(proof -> value(name + "{proof=\"" + proof + "\"}", halted.getOrDefault(proof, 0L)));
    }

    private void connections(Connections.Counts counts) {
        single("governance_http_connections", "Connections to the front door that are open.", (long) counts.open());
        counter(
                "governance_http_connections_refused_total",
                "Connections that were refused, as there were too many.",
                counts.refused());
        counter(
                "governance_http_connections_late_total",
                "Connections that were closed, as they took too long for what they sent or read.",
                counts.late());
    }

    private void tls(Tls.State tls) {
        single(
                "governance_http_tls_ends_seconds",
                "When the certificate ends, in seconds since 1970.",
                seconds(tls.end()));
        single(
                "governance_http_tls_files_broken",
                "1 when the certificate's files are others that do not do, so that the one before is shown.",
                tls.broken() ? 1L : 0L);
    }

    private static @Nullable Long seconds(@Nullable Instant time) {
        return time == null ? null : time.getEpochSecond();
    }

    private void single(String name, String help, @Nullable Number value) {
        if (value != null) {
            gauge(name, help);
            value(name, value);
        }
    }

    private void gauge(String name, String help) {
        describe(name, help, "gauge");
    }

    private void counter(String name, String help, long value) {
        describe(name, help, "counter");
        value(name, value);
    }

    private void describe(String name, String help, String type) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void value(String name, Number value) {
        text.append(name).append(' ').append(value).append('\n');
    }
}

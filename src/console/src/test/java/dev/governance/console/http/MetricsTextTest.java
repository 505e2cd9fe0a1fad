package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Approvals;
import dev.governance.console.contract.Audit;
import dev.governance.console.contract.Bridge;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.contract.Presence;
import dev.governance.console.wire.AgentPresence;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.MarksVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetricsTextTest {
    private static final Instant FINISHED = Instant.parse("2026-04-15T12:00:00.9Z");

    private static String text(Instant finishedAt, Long verifiedUpTo, Long markedUpTo) {
        Audit.Findings findings = new Audit.Findings(
                List.of(),
                new Audit.Counts(2, 1, 0, 0),
                new Audit.Reading(null, 0, finishedAt, finishedAt == null, verifiedUpTo, 107, 12, 15, 90),
                new MarksVerdict(MarksVerdict.State.HOLDS, "They hold.", 4L, markedUpTo, FINISHED, null));
        return text(new Vitals(
                Optional.of(findings),
                Optional.of(new Doorbell.Lag(12.5)),
                Optional.of(new Bridge.Place(101, 105)),
                Optional.of(new Approvals.Waiting(2, 61.5)),
                Optional.of(new Presence.Agents(
                        List.of(agent(null), agent("issued"), agent("issued"), agent("still_active"))))));
    }

    private static String text(Vitals vitals) {
        return MetricsText.of(vitals, new Connections.Counts(3, 2, 1), new Tls.State(FINISHED, true), 4);
    }

    private static AgentPresence agent(String proof) {
        return new AgentPresence(
                "a",
                "live",
                null,
                null,
                null,
                Json.tree("{}"),
                proof == null ? null : new AgentPresence.Halt("admin", FINISHED, "why", null, null, proof, null, null));
    }

    @Test
    void everyMetricHasItsHelpItsTypeAndItsValue() {
        assertThat(text(FINISHED, 100L, 100L)).isEqualTo("""
                # HELP governance_chain_damaged_sessions Sessions that do not hold, by verdict; beyond counts those that are not kept one by one.
                # TYPE governance_chain_damaged_sessions gauge
                governance_chain_damaged_sessions{verdict="tampered"} 2
                governance_chain_damaged_sessions{verdict="truncated"} 1
                governance_chain_damaged_sessions{verdict="unverifiable"} 0
                governance_chain_damaged_sessions{verdict="beyond"} 0
                # HELP governance_chain_newest_seq The highest sequence number in the audit log.
                # TYPE governance_chain_newest_seq gauge
                governance_chain_newest_seq 107
                # HELP governance_chain_verified_up_to_seq The last sequence number of what was verified without a gap.
                # TYPE governance_chain_verified_up_to_seq gauge
                governance_chain_verified_up_to_seq 100
                # HELP governance_chain_verified_sessions Sessions that were verified.
                # TYPE governance_chain_verified_sessions gauge
                governance_chain_verified_sessions 12
                # HELP governance_chain_verified_events Events in verified sessions.
                # TYPE governance_chain_verified_events gauge
                governance_chain_verified_events 90
                # HELP governance_sweep_last_finished_seconds When the whole log had last been read, in seconds since 1970.
                # TYPE governance_sweep_last_finished_seconds gauge
                governance_sweep_last_finished_seconds 1776254400
                # HELP governance_sweep_overdue 1 when reading the whole log must have stopped, or has never ended.
                # TYPE governance_sweep_overdue gauge
                governance_sweep_overdue 0
                # HELP governance_marks_state 1 for the state that the console's own record of what it saw is in.
                # TYPE governance_marks_state gauge
                governance_marks_state{state="holds"} 1
                governance_marks_state{state="begun"} 0
                governance_marks_state{state="stale"} 0
                governance_marks_state{state="missing"} 0
                governance_marks_state{state="rolled_back"} 0
                governance_marks_state{state="forged"} 0
                governance_marks_state{state="unpinned"} 0
                # HELP governance_marks_damaged 1 when that record was forged or rolled back, or is gone although this node has seen it.
                # TYPE governance_marks_damaged gauge
                governance_marks_damaged 0
                # HELP governance_marks_lag_events Sequence numbers that are used and not marked yet.
                # TYPE governance_marks_lag_events gauge
                governance_marks_lag_events 7
                # HELP governance_doorbell_lag_seconds How long a ring of the database took to be heard here, its commit included.
                # TYPE governance_doorbell_lag_seconds gauge
                governance_doorbell_lag_seconds 0.0125
                # HELP governance_stream_position_seq Below this every event was told to browsers.
                # TYPE governance_stream_position_seq gauge
                governance_stream_position_seq 101
                # HELP governance_stream_lag_events Sequence numbers that are used and not told to browsers yet.
                # TYPE governance_stream_lag_events gauge
                governance_stream_lag_events 2
                # HELP governance_stream_clients Browsers that follow the stream of this node.
                # TYPE governance_stream_clients gauge
                governance_stream_clients 4
                # HELP governance_approvals_pending Requests that wait for a decision.
                # TYPE governance_approvals_pending gauge
                governance_approvals_pending 2
                # HELP governance_approvals_oldest_pending_seconds How long the oldest of them has waited.
                # TYPE governance_approvals_oldest_pending_seconds gauge
                governance_approvals_oldest_pending_seconds 61.5
                # HELP governance_halted_agents Agents that are halted, by how far that is proven; issued is not confirmed.
                # TYPE governance_halted_agents gauge
                governance_halted_agents{proof="issued"} 2
                governance_halted_agents{proof="acknowledged"} 0
                governance_halted_agents{proof="no_activity_since"} 0
                governance_halted_agents{proof="still_active"} 1
                # HELP governance_http_connections Connections to the front door that are open.
                # TYPE governance_http_connections gauge
                governance_http_connections 3
                # HELP governance_http_connections_refused_total Connections that were refused, as there were too many.
                # TYPE governance_http_connections_refused_total counter
                governance_http_connections_refused_total 2
                # HELP governance_http_connections_late_total Connections that were closed, as they took too long for what they sent or read.
                # TYPE governance_http_connections_late_total counter
                governance_http_connections_late_total 1
                # HELP governance_http_tls_ends_seconds When the certificate ends, in seconds since 1970.
                # TYPE governance_http_tls_ends_seconds gauge
                governance_http_tls_ends_seconds 1776254400
                # HELP governance_http_tls_files_broken 1 when the certificate's files are others that do not do, so that the one before is shown.
                # TYPE governance_http_tls_files_broken gauge
                governance_http_tls_files_broken 1
                """);
    }

    @Test
    void aReadingThatMustHaveStoppedIsTold() {
        assertThat(text(null, 100L, 100L)).contains("\ngovernance_sweep_overdue 1\n");
    }

    @Test
    void whatIsUnknownIsLeftOut() {
        assertThat(text(null, null, null))
                .doesNotContain("verified_up_to_seq", "last_finished_seconds", "marks_lag_events")
                .contains("governance_marks_state");
    }

    @Test
    void whatARoomDoesNotTellKeepsNobodyFromHearingTheRest() {
        assertThat(text(new Vitals(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())))
                .doesNotContain("governance_chain", "doorbell", "position", "lag", "approvals", "halted")
                .contains("\ngovernance_stream_clients 4\n", "\ngovernance_http_connections 3\n");
    }
}

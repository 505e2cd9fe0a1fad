package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Audit;
import dev.governance.console.wire.MarksVerdict;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTextTest {
    private static final Instant FINISHED = Instant.parse("2026-04-15T12:00:00.9Z");

    private static String text(Instant finishedAt, Long verifiedUpTo, Long markedUpTo) {
        return MetricsText.of(
                new Audit.Findings(
                        List.of(),
                        new Audit.Counts(2, 1, 0, 0),
                        new Audit.Reading(null, 0, finishedAt, finishedAt == null, verifiedUpTo, 107, 12, 15, 90),
                        new MarksVerdict(MarksVerdict.State.HOLDS, "They hold.", 4L, markedUpTo, FINISHED, null)),
                new Connections.Counts(3, 2, 1),
                new Tls.State(FINISHED, true));
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
                .doesNotContain("verified_up_to_seq", "last_finished_seconds", "lag_events")
                .contains("governance_marks_state");
    }
}

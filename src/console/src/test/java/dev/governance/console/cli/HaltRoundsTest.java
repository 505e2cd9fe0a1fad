package dev.governance.console.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.console.server.config.StartProblem;
import dev.governance.console.wire.HaltPreview;
import dev.governance.console.wire.HaltResults;
import dev.governance.console.wire.HaltResults.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Halting more agents than one request takes. */
class HaltRoundsTest {
    private final Deque<Long> counts = new ArrayDeque<>();
    private final Deque<HaltResults> answers = new ArrayDeque<>();
    private final List<Map<String, ?>> sent = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    private final HaltRounds rounds = new HaltRounds(
            new HaltRounds.Way() {
                @Override
                public HaltPreview look(String pattern) {
                    return preview(counts.remove());
                }

                @Override
                public HaltResults halt(Map<String, ?> body) {
                    sent.add(body);
                    if (answers.isEmpty()) {
                        throw new StartProblem("no answer");
                    }
                    return answers.remove();
                }
            },
            "why",
            said::add);

    private static HaltPreview preview(long count) {
        HaltPreview.Group none = new HaltPreview.Group(0, List.of());
        return new HaltPreview("*", new HaltPreview.Group(count, List.of()), none, "set of " + count, 2);
    }

    private static HaltResults answer(long remaining, Outcome outcome, String... agents) {
        return HaltResults.of(
                "*",
                Stream.of(agents)
                        .map(agent -> new HaltResults.Agent(agent, outcome, null, null, null))
                        .toList(),
                remaining);
    }

    private static List<String> told(HaltReport report) {
        return report.agents().stream()
                .map(agent -> agent.agentId() + " " + agent.outcome())
                .toList();
    }

    @Test
    void theyGoOnUntilNobodyIsLeft() {
        counts.addAll(List.of(3L, 1L));
        answers.add(answer(3, Outcome.HALTED, "a", "b"));
        answers.add(answer(1, Outcome.HALTED, "c", "d"));
        answers.add(answer(0, Outcome.HALTED, "e"));

        HaltReport report = rounds.halt(preview(5), 5, false);

        assertThat(told(report)).containsExactly("a halted", "b halted", "c halted", "d halted", "e halted");
        assertThat(report.exitCode(false)).isZero();
        assertThat(sent)
                .containsExactly(
                        Map.of("pattern", "*", "reason", "why", "expected", 5L, "set", "set of 5"),
                        Map.of("pattern", "*", "reason", "why", "expected", 3L, "set", "set of 3"),
                        Map.of("pattern", "*", "reason", "why", "expected", 1L, "set", "set of 1"));
    }

    @Test
    void whoWasNotConfirmedIsNotHalted() {
        counts.add(4L);
        answers.add(answer(3, Outcome.HALTED, "a", "b"));

        HaltReport report = rounds.halt(preview(5), 5, false);

        assertThat(report.remaining()).isEqualTo(3);
        assertThat(report.exitCode(false)).isEqualTo(4);
        assertThat(said).last().asString().contains("were not confirmed");
        assertThat(sent).hasSize(1);
    }

    @Test
    void othersAreHaltedWhereThatIsFine() {
        counts.add(4L);
        answers.add(answer(3, Outcome.HALTED, "a", "b"));
        answers.add(answer(0, Outcome.HALTED, "c", "d", "e", "f"));

        HaltReport report = rounds.halt(preview(6), 5, true);

        assertThat(report.halted()).hasSize(6);
        assertThat(sent)
                .containsExactly(
                        Map.of("pattern", "*", "reason", "why", "expected", 5L, "at_least", true),
                        Map.of("pattern", "*", "reason", "why", "expected", 1L, "at_least", true));
    }

    @Test
    void theyEndWhereNobodyCouldBeHalted() {
        counts.add(4L);
        answers.add(answer(3, Outcome.HALTED, "a"));
        answers.add(answer(3, Outcome.FAILED, "b"));

        HaltReport report = rounds.halt(preview(5), 5, false);

        assertThat(told(report)).containsExactly("a halted", "b failed");
        assertThat(report.remaining()).isEqualTo(3);
    }

    @Test
    void aFurtherRequestThatFailsHidesNoneThatWasDone() {
        counts.add(3L);
        answers.add(answer(3, Outcome.HALTED, "a", "b"));

        HaltReport report = rounds.halt(preview(5), 5, false);

        assertThat(told(report)).containsExactly("a halted", "b halted");
        assertThat(report.exitCode(false)).isEqualTo(4);
        assertThat(said).last().isEqualTo("could not go on: no answer");
        assertThatThrownBy(() -> rounds.halt(preview(5), 5, false)).isInstanceOf(StartProblem.class);
    }

    @Test
    void theyDoNotGoOnForEver() {
        for (int i = 0; i < 200; i++) {
            counts.add(1_000L);
            answers.add(answer(998, Outcome.HALTED, "agent-" + i));
        }

        HaltReport report = rounds.halt(preview(1_000), 1, true);

        assertThat(sent).hasSize(100);
        assertThat(report.remaining()).isEqualTo(998);
    }
}

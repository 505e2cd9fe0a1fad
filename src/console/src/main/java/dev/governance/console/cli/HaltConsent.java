package dev.governance.console.cli;

import dev.governance.console.wire.HaltPreview;
import java.io.Console;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** That many agents are meant to be halted: their number, typed by hand or given by a script. */
final class HaltConsent {
    @Option(names = "--yes", description = "Ask nothing; needs --expect.")
    private boolean yes;

    @Option(
            names = "--expect",
            paramLabel = "N",
            description = "How many agents are to be halted; when it would be more or fewer, nothing is changed.")
    private @Nullable Integer expected;

    @Option(
            names = "--or-more",
            description =
                    "The number is the least: halt also those that appear meanwhile, so that nobody who makes agents"
                            + " holds off the halt.")
    private boolean orMore;

    boolean isOrMore() {
        return orMore;
    }

    /** How many were agreed to, of those that were shown. */
    long agreed(HaltPreview preview) {
        return expected == null ? preview.wouldHalt().count() : expected;
    }

    /** What is wrong with how these options are given; empty when nothing is. */
    Optional<String> complaint(boolean many, boolean canAsk) {
        if (yes != (expected != null)) {
            return Optional.of("--yes and --expect N go together");
        }
        if ((yes || orMore) && !many) {
            return Optional.of("--yes, --expect and --or-more are for --matching and --all");
        }
        if (expected != null && expected < 1) {
            return Optional.of("--expect is at least 1");
        }
        if (many && !yes && !canAsk) {
            return Optional.of("there is no terminal to ask at; use --yes --expect N");
        }
        return Optional.empty();
    }

    /** Why these may not be halted; empty when they may. Asks when nobody said so yet. */
    Optional<String> refusal(HaltPreview preview) {
        long count = preview.wouldHalt().count();
        if (expected != null && (orMore ? count < expected : count != expected)) {
            return Optional.of("these are not the " + expected + (orMore ? " or more" : "") + " that were expected");
        }
        if (count == 0) {
            return Optional.of("there is nobody to halt");
        }
        if (expected == null
                && !Typed.terminal().map(terminal -> isTyped(terminal, count)).orElse(false)) {
            return Optional.of("it was not confirmed");
        }
        return Optional.empty();
    }

    private static boolean isTyped(Console terminal, long count) {
        String typed = terminal.readLine("Type %d to halt them: ", count);
        return typed != null && typed.strip().equals(Long.toString(count));
    }
}

package dev.governance.console.cli;

import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Help.Ansi;

/** The person at the terminal: what is under way, what is ready, and Ctrl-C. All talk goes to stderr. */
final class Terminal {
    private static final double NANOS = 1e9;

    private final long began = System.nanoTime();
    private final Ansi ansi;

    Terminal(boolean color) {
        this.ansi = color ? Ansi.AUTO : Ansi.OFF;
    }

    /** Tells what is under way and how long it has been. */
    void step(String line) {
        say(ansi.string("@|faint %6.1f s|@  ".formatted((System.nanoTime() - began) / NANOS)) + line);
    }

    /** A line of the final word: a label and its value. */
    void fact(String label, String value) {
        say("    " + ansi.string("@|faint %-9s|@ ".formatted(label)) + ansi.string("@|bold " + value + "|@"));
    }

    void say(String line) {
        System.err.println(line);
    }

    /** Waits for Ctrl-C or a termination signal, then closes what runs; does not return before. */
    void runUntilStopped(Runnable close) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(close), "stop"));
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop(Runnable close) {
        say("");
        step("stopping");
        try {
            close.run();
            step("stopped");
        } catch (RuntimeException e) {
            step("did not stop cleanly: " + e);
        }
    }
}

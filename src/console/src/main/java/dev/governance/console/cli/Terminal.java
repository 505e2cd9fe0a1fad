package dev.governance.console.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Help.Ansi;

/** The person at the terminal: what is under way, what is ready, and Ctrl-C. All talk goes to stderr. */
final class Terminal {
    private static final double NANOS = 1e9;

    /** Longer than every part of a stop may take, and shorter than the 90 s after which systemd kills. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final long began = System.nanoTime();
    private final Ansi ansi;
    private final PrintStream out;

    Terminal(boolean color) {
        this(color, System.err);
    }

    Terminal(boolean color, PrintStream out) {
        this.ansi = color ? Ansi.AUTO : Ansi.OFF;
        this.out = out;
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
        out.println(line);
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
        stop(close, STOP_LIMIT);
    }

    /** Closes what runs, and leaves it behind when that takes too long: what is committed is safe. */
    void stop(Runnable close, Duration limit) {
        say("");
        step("stopping");
        Thread closing = new Thread(() -> closed(close), "closing");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(limit.toMillis());
            if (!closing.isAlive()) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        step("did not stop within %d s, so it is left; it was at".formatted(limit.toSeconds()));
        for (StackTraceElement frame : closing.getStackTrace()) {
            say("    " + frame);
        }
    }

    private void closed(Runnable close) {
        try {
            close.run();
            step("stopped");
        } catch (RuntimeException e) {
            step("did not stop cleanly: " + e);
        }
    }
}

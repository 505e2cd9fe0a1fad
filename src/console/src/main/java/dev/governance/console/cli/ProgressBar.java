package dev.governance.console.cli;

import dev.governance.console.wire.ReadingProgress;
import java.io.PrintStream;
import java.util.Locale;

/** One line on a terminal that is drawn again and again, and wiped in the end. */
final class ProgressBar implements AutoCloseable {
    /** Set by the launcher, which can ask whether stderr is a terminal; Java cannot. */
    private static final String TERMINAL = "governance.terminal";

    private static final int WIDTH = 24;
    private static final String WIPE = "\r\u001b[K"; // to the end of the line (ECMA-48, EL)

    private final PrintStream out;
    private final boolean drawing;
    private boolean drawn;

    ProgressBar(PrintStream out, boolean drawing) {
        this.out = out;
        this.drawing = drawing;
    }

    /** A bar on stderr, if that is a terminal and {@code wanted}. */
    static ProgressBar onStderr(boolean wanted) {
        return new ProgressBar(System.err, wanted && Boolean.getBoolean(TERMINAL));
    }

    /** Draws how far it is. */
    void show(ReadingProgress progress) {
        if (drawing) {
            drawn = true;
            out.print(WIPE + line(progress));
            out.flush();
        }
    }

    static String line(ReadingProgress progress) {
        String rows = far(progress);
        if (progress.paused() != null) {
            return rows + "  waiting: the database is away";
        }
        String pace = progress.rate() == 0 ? "" : String.format(Locale.ROOT, "  %,d/s", progress.rate());
        return rows + pace + (progress.secondsLeft() == null ? "" : "  " + time(progress.secondsLeft()) + " left");
    }

    /** Without an estimate there is nothing to fill a bar by. */
    private static String far(ReadingProgress progress) {
        Double percent = progress.percent();
        if (percent == null) {
            return String.format(Locale.ROOT, "%,d events", progress.rows());
        }
        int full = (int) (percent * WIDTH / 100);
        String bar = "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "]";
        return String.format(
                Locale.ROOT, "%s %5.1f %%  %,d of about %,d events", bar, percent, progress.rows(), progress.total());
    }

    private static String time(long seconds) {
        return seconds < 60
                ? seconds + " s"
                : seconds < 3_600
                        ? seconds / 60 + " min " + seconds % 60 + " s"
                        : seconds / 3_600 + " h " + seconds / 60 % 60 + " min";
    }

    @Override
    public void close() {
        if (drawn) {
            out.print(WIPE);
            out.flush();
        }
    }
}

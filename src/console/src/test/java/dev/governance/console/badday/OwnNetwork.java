package dev.governance.console.badday;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A network of its own (a network namespace) for a process, with one line to this machine that can be cut. */
final class OwnNetwork implements AutoCloseable {
    private final String name;
    private final String line;
    private final String here;
    private final String there;

    /**
     * Makes one.
     *
     * @param number 0 to 250, another one for each
     */
    OwnNetwork(int number) {
        long process = ProcessHandle.current().pid() % 10_000;
        name = "governance-" + process + "-" + number;
        line = "gov" + process + "x" + number;
        here = "10.213." + number + ".1";
        there = "10.213." + number + ".2";
        CopiedServer.run("ip", "netns", "add", name);
        CopiedServer.run("ip", "link", "add", line, "type", "veth", "peer", "name", "outside", "netns", name);
        CopiedServer.run("ip", "address", "add", here + "/30", "dev", line);
        CopiedServer.run("ip", "link", "set", line, "up");
        inside("ip", "address", "add", there + "/30", "dev", "outside");
        inside("ip", "link", "set", "outside", "up");
        inside("ip", "link", "set", "lo", "up");
    }

    /** Skips the test, loudly, where none can be made. */
    static void isNeeded() {
        if (!works("ip", "netns", "add", "governance-try") || !works("ip", "netns", "del", "governance-try")) {
            String missing = "SKIPPED: nodes in networks of their own: none can be made here (ip netns add)";
            System.out.println(missing);
            Assumptions.abort(missing);
        }
    }

    private static boolean works(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void inside(String... command) {
        String[] whole = new String[command.length + 4];
        List<String> under = under();
        for (int i = 0; i < 4; i++) {
            whole[i] = under.get(i);
        }
        System.arraycopy(command, 0, whole, 4, command.length);
        CopiedServer.run(whole);
    }

    /** Words before a command that is to be in it. */
    List<String> under() {
        return List.of("ip", "netns", "exec", name);
    }

    /** Where this machine is from there. */
    String here() {
        return here;
    }

    /** Where it is from this machine. */
    String there() {
        return there;
    }

    /** Nothing comes through from now on, and nothing tells either side. */
    void cut() {
        inside("ip", "link", "set", "outside", "down");
    }

    void heal() {
        inside("ip", "link", "set", "outside", "up");
    }

    @Override
    public void close() {
        CopiedServer.run("ip", "link", "del", line);
        CopiedServer.run("ip", "netns", "del", name);
    }
}

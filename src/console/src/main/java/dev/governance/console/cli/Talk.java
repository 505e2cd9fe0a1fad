package dev.governance.console.cli;

/** What is said to the person at the terminal, on stderr: stdout is for data. */
final class Talk {
    static void say(String line) {
        System.err.println(line);
    }

    private Talk() {}
}

package dev.governance.console.http;

/** Whether this node takes requests; from the moment it begins to stop, no more. Safe from any thread. */
final class Standing {
    private volatile boolean open;

    void opened() {
        open = true;
    }

    void closing() {
        open = false;
    }

    boolean isOpen() {
        return open;
    }
}

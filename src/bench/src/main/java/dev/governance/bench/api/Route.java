package dev.governance.bench.api;

import java.util.Locale;

/** What both consoles are asked for, with the same path. */
enum Route {
    POSTURE("/api/posture"),
    EVENTS("/api/events?limit=100"),
    PRESENCE("/api/agents/presence");

    private final String path;

    Route(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.governance.console.wire;

/** Whether the console answers and reaches its database. */
public record Health(boolean ok, String version, String database) {}

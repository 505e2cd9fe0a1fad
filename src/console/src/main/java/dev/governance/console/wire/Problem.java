package dev.governance.console.wire;

/**
 * An error as the API tells it (RFC 9457).
 *
 * @param type a URI reference that names the kind of problem
 * @param code the same as one word a program can compare
 * @param requestId finds the request in the server's log
 */
public record Problem(String type, String title, int status, String detail, String code, String requestId) {}

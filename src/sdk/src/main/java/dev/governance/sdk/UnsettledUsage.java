package dev.governance.sdk;

/**
 * What was spent and is not in the counters yet, since this process began.
 *
 * @param waiting calls whose usage is tried again until the database takes it
 * @param lost calls whose usage is in no counter and never will be: too many waited, or this process ended
 */
public record UnsettledUsage(long waiting, long lost) {}

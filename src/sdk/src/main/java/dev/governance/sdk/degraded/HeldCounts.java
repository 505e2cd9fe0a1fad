package dev.governance.sdk.degraded;

/**
 * What became of the events that the store did not take at once, since this process began.
 *
 * @param waiting events in the file now, markers not counted
 * @param stored events that were drained
 * @param lost events that are neither in the log nor on their way there: refused at once, or not even to be held
 * @param rejected events that the store refused when they were drained
 */
public record HeldCounts(long waiting, long stored, long lost, long rejected) {}

package dev.governance.console.posture;

import org.jspecify.annotations.Nullable;

/**
 * How near an agent is to its limit of loops: of the tools it called lately, the one called most often in a session.
 *
 * @param tool null when it called none
 * @param calls by all agents of that session, as the SDK counts them
 */
record LoopCount(String agentId, LoopLimit limit, @Nullable String tool, long calls) {}

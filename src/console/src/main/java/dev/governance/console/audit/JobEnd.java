package dev.governance.console.audit;

import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param state done, failed or cancelled
 * @param conclusion null unless done
 * @param reason why there is none
 */
record JobEnd(
        String state,
        long rows,
        long total,
        Run.@Nullable Conclusion conclusion,
        @Nullable String reason) {}

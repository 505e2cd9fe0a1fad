package dev.governance.console.audit.watch;

import dev.governance.chain.MarkHead;
import dev.governance.chain.Marked;
import dev.governance.console.wire.MarksVerdict;
import org.jspecify.annotations.Nullable;

/**
 * What the marks say has to be there.
 *
 * @param head the newest statement about them; null when there is none
 */
public record Expected(MarksVerdict verdict, @Nullable MarkHead head) {

    /** Which rows the marks are about; null when they are missing or cannot be believed. */
    @Nullable
    Marked marked() {
        return head == null || !verdict.state().isSound() ? null : head.marked();
    }
}

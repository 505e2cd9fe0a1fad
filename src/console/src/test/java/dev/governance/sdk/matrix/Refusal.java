package dev.governance.sdk.matrix;

import static org.assertj.core.api.Assertions.catchThrowable;

import dev.governance.sdk.errors.AgentHaltedException;
import dev.governance.sdk.errors.HaltUnknownException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** What became of a call, in words of the table. */
record Refusal(String word, boolean refused) {
    private static final Refusal HALTED = new Refusal("halted", true);
    private static final Refusal UNKNOWN = new Refusal("unknown", true);

    static Refusal of(ThrowingCallable call) {
        return of(catchThrowable(call));
    }

    private static Refusal of(@Nullable Throwable thrown) {
        if (thrown == null) {
            return new Refusal("WENT ON", false);
        }
        if ((thrown instanceof CompletionException || thrown instanceof ExecutionException)
                && thrown.getCause() != null) {
            return of(thrown.getCause());
        }
        if (thrown instanceof AgentHaltedException halted) {
            return halted.haltedBy().equals(Halters.NAME)
                            && halted.reason().filter(Halters.REASON::equals).isPresent()
                    ? HALTED
                    : new Refusal("NAMES " + halted, false);
        }
        return thrown instanceof HaltUnknownException ? UNKNOWN : new Refusal("WAS NOT REFUSED: " + thrown, false);
    }

    /** Both: the wrong one, else each word once. */
    Refusal and(Refusal later) {
        if (!refused || later.equals(this)) {
            return this;
        }
        if (!later.refused) {
            return later;
        }
        boolean told = List.of(word.split(", ")).contains(later.word);
        return told ? this : new Refusal(word + ", " + later.word, true);
    }

    boolean isHalted() {
        return equals(HALTED);
    }

    boolean isUnknown() {
        return equals(UNKNOWN);
    }
}

package dev.governance.sdk.errors;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person said no. */
public final class ApprovalDeniedException extends GateException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String rationale;

    public ApprovalDeniedException(UUID requestId, @Nullable String rationale) {
        super(requestId, rationale == null ? "was denied" : "was denied: " + rationale);
        this.rationale = rationale;
    }

    /** Why, in the words of who denied. */
    public Optional<String> rationale() {
        return Optional.ofNullable(rationale);
    }
}

package dev.governance.console.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a policy's history.
 *
 * @param deed found (it stood there when the history began), created, changed or deleted
 * @param policy what it said from then on, without secrets; null once it was deleted
 * @param summary who did it in a sentence, as {@code changed outside the console by the database role app}
 * @param outside whether no act of a console stands behind it
 * @param by who did it in a console; null outside
 * @param proposedBy who proposed what {@code by} confirmed; null when it did not take two
 * @param reason why, in that person's words; null outside
 * @param eventId the audit event of that act; null outside
 * @param databaseRole as whom it was written
 */
public record PolicyChange(
        long changeId,
        String deed,
        @Nullable JsonNode policy,

        @JsonSerialize(using = StoredTime.Writer.class) @JsonDeserialize(using = StoredTime.Reader.class)
        Instant changedAt,

        String summary,
        boolean outside,
        @Nullable String by,
        @Nullable String proposedBy,
        @Nullable String reason,
        @Nullable UUID eventId,
        String databaseRole) {
    public PolicyChange {
        policy = policy == null || policy.isNull() ? null : policy;
    }
}

package dev.governance.console.db.schema;

import java.util.List;

/**
 * What a migration did, or would do.
 *
 * @param sdkSchema where the SDK's tables are
 * @param changed whether {@code steps} were taken; false when they would be
 * @param steps in order, in words; none when nothing was or is to be done
 * @param remarks what a person should know, in words
 */
public record MigrationReport(String sdkSchema, boolean changed, List<String> steps, List<String> remarks) {
    public MigrationReport {
        steps = List.copyOf(steps);
        remarks = List.copyOf(remarks);
    }

    public boolean upToDate() {
        return changed || steps.isEmpty();
    }
}

package dev.governance.console.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** Why the key of the audit chain is rotated; the code stands in the marker. */
public enum RotationReason {
    SCHEDULED("scheduled"),
    INCIDENT("incident"),
    POLICY("policy");

    private final String code;

    RotationReason(String code) {
        this.code = code;
    }

    @JsonValue
    public String code() {
        return code;
    }

    /**
     * Finds a reason by its code.
     *
     * @throws IllegalArgumentException when there is none
     */
    @JsonCreator
    public static RotationReason of(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("reason is scheduled, incident or policy"));
    }
}

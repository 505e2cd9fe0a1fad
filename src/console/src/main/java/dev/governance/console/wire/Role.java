package dev.governance.console.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What a console user may do; the code is what the users table holds. */
public enum Role {
    VIEWER("viewer"),
    ADMIN("admin");

    private final String code;

    Role(String code) {
        this.code = code;
    }

    @JsonValue
    public String code() {
        return code;
    }

    /**
     * Finds a role by its code.
     *
     * @throws IllegalArgumentException when there is none
     */
    @JsonCreator
    public static Role of(String code) {
        return Arrays.stream(values())
                .filter(role -> role.code.equals(code.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("role is viewer or admin"));
    }
}

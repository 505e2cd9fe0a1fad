package dev.governance.sdk.llm;

import java.util.List;

/** Which attempt of its own retries a client makes. */
public final class Attempts {
    /** How both official clients say it: 0, 1, … */
    public static final String HEADER = "X-Stainless-Retry-Count";

    /** From 1 on; 1 where the client does not say. */
    public static int number(List<String> headers) {
        return headers.isEmpty() || !headers.get(0).matches("[0-9]{1,4}") ? 1 : Integer.parseInt(headers.get(0)) + 1;
    }

    private Attempts() {}
}

package dev.governance.sdk.llm;

/** How a stream came to its end. */
public enum StreamEnd {
    COMPLETE("complete"),
    /** The host stopped reading. */
    CLOSED("closed"),
    /** The connection or the provider broke it off. */
    FAILED("failed"),
    /** The agent was halted. */
    HALTED("halted");

    private final String code;

    StreamEnd(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }
}

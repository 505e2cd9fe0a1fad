package dev.governance.sdk.llm;

import java.util.Map;

/** Whose model is called, and how its usage is named in the audit log. */
public enum Provider {
    OPENAI("openai", "prompt_tokens", "completion_tokens"),
    ANTHROPIC("anthropic", "input_tokens", "output_tokens"),
    LANGCHAIN4J("langchain4j", "input_tokens", "output_tokens");

    private final String code;
    private final String inputName;
    private final String outputName;

    Provider(String code, String inputName, String outputName) {
        this.code = code;
        this.inputName = inputName;
        this.outputName = outputName;
    }

    /** As in the audit log. */
    public String code() {
        return code;
    }

    Map<String, Object> named(TokenUsage usage) {
        return Map.of(inputName, usage.input(), outputName, usage.output(), "total_tokens", usage.total());
    }
}

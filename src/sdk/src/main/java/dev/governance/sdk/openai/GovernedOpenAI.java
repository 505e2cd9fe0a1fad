package dev.governance.sdk.openai;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.core.ClientOptions;
import com.openai.core.LogLevel;
import com.openai.core.http.HttpClient;
import dev.governance.sdk.Governance;
import dev.governance.sdk.llm.HttpGuard;
import dev.governance.sdk.llm.OpenAIProtocol;
import dev.governance.sdk.llm.WrapOptions;
import java.util.function.Consumer;

/**
 * Puts an agent's limits around the official OpenAI client, at its own HTTP layer: chat completions, responses,
 * completions and embeddings, blocking, asynchronous and streaming. Every attempt, the client's own retries included, is
 * checked against halt, scope (the model, and each tool that it is shown), and budget, and written to the audit log; then
 * it is sent. What is refused throws before a byte leaves the process, and is not retried.
 *
 * <p>The answer's usage is booked when it is there, or when its stream ends, however it ends; where the provider does not
 * tell, what was projected is booked and marked as estimated. A stream is cut at the next event when the agent is halted.
 *
 * <p>Whatever else the client can do is refused while the agent is halted; and what is not a GET must be listed as an API
 * in the agent's scope policy, such as {@code POST https://api.openai.com/v1/files}. WebSockets are refused.
 */
public final class GovernedOpenAI {
    /**
     * The same client, guarded. The one that is given stays as it is, unguarded, and is the one to close.
     *
     * @throws IllegalArgumentException when the agent's id is blank or longer than 256 characters
     */
    public static OpenAIClient wrapOpenAI(OpenAIClient client, Governance governance, String agentId) {
        return wrapOpenAI(client, governance, WrapOptions.of(agentId));
    }

    /** The same client, guarded, with options. */
    public static OpenAIClient wrapOpenAI(OpenAIClient client, Governance governance, WrapOptions options) {
        return client.withOptions(guarded(governance, options));
    }

    /** As {@link #wrapOpenAI(OpenAIClient, Governance, String)}. */
    public static OpenAIClientAsync wrapOpenAI(OpenAIClientAsync client, Governance governance, String agentId) {
        return wrapOpenAI(client, governance, WrapOptions.of(agentId));
    }

    /** The same client, guarded, with options. */
    public static OpenAIClientAsync wrapOpenAI(OpenAIClientAsync client, Governance governance, WrapOptions options) {
        return client.withOptions(guarded(governance, options));
    }

    private static Consumer<ClientOptions.Builder> guarded(Governance governance, WrapOptions options) {
        HttpGuard guard = new HttpGuard(governance, options, new OpenAIProtocol());
        return settings -> settings.httpClient(new OpenAIHttpGuard(transport(settings), guard));
    }

    /** The given client's own way to the provider, credentials included, for one attempt. Retries are above the guard. */
    private static HttpClient transport(ClientOptions.Builder settings) {
        return settings.build().toBuilder()
                .maxRetries(0)
                .logLevel(LogLevel.OFF)
                .build()
                .httpClient();
    }

    private GovernedOpenAI() {}
}

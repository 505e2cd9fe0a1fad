package dev.governance.sdk.anthropic;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import com.anthropic.core.http.Interceptor;
import dev.governance.sdk.Governance;
import dev.governance.sdk.llm.AnthropicProtocol;
import dev.governance.sdk.llm.HttpGuard;
import dev.governance.sdk.llm.WrapOptions;

/**
 * Puts an agent's limits around the official Anthropic client, at its own HTTP layer: messages, blocking, asynchronous
 * and streaming. Every attempt, the client's own retries included, is checked against halt, scope (the model, and each
 * tool that it is shown), and budget, and written to the audit log; then it is sent. What is refused throws before a byte
 * leaves the process, and is not retried.
 *
 * <p>The answer's usage is booked when it is there, or when its stream ends, however it ends; where the provider does not
 * tell, what was projected is booked and marked as estimated. A stream is cut at the next event when the agent is halted.
 *
 * <p>Whatever else the client can do is refused while the agent is halted; and what is not a GET, such as a batch, must be
 * listed as an API in the agent's scope policy: {@code POST https://api.anthropic.com/v1/messages/batches}.
 */
public final class GovernedAnthropic {
    /**
     * The same client, guarded. The one that is given stays as it is, unguarded; they share a transport, so closing one
     * closes both.
     *
     * @throws IllegalArgumentException when the agent's id is blank or longer than 256 characters
     */
    public static AnthropicClient wrapAnthropic(AnthropicClient client, Governance governance, String agentId) {
        return wrapAnthropic(client, governance, WrapOptions.of(agentId));
    }

    /** The same client, guarded, with options. */
    public static AnthropicClient wrapAnthropic(AnthropicClient client, Governance governance, WrapOptions options) {
        return client.withOptions(settings -> settings.addInterceptor(guard(governance, options)));
    }

    /** As {@link #wrapAnthropic(AnthropicClient, Governance, String)}. */
    public static AnthropicClientAsync wrapAnthropic(
            AnthropicClientAsync client, Governance governance, String agentId) {
        return wrapAnthropic(client, governance, WrapOptions.of(agentId));
    }

    /** The same client, guarded, with options. */
    public static AnthropicClientAsync wrapAnthropic(
            AnthropicClientAsync client, Governance governance, WrapOptions options) {
        return client.withOptions(settings -> settings.addInterceptor(guard(governance, options)));
    }

    /** The guard alone, for a client that is still being built; the last interceptor to be added sees what is sent. */
    public static Interceptor guard(Governance governance, WrapOptions options) {
        HttpGuard guard = new HttpGuard(governance, options, new AnthropicProtocol());
        return transport -> new AnthropicHttpGuard(transport, guard);
    }

    private GovernedAnthropic() {}
}

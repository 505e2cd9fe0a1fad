package dev.governance.sdk.example;

import static dev.governance.sdk.openai.GovernedOpenAI.wrapOpenAI;

import com.openai.client.OpenAIClient;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.governance.sdk.Budget;
import dev.governance.sdk.Governance;
import dev.governance.sdk.ScopePolicy;
import java.math.BigDecimal;

/** An agent that asks a model, with a client such as {@code OpenAIOkHttpClient.fromEnv()}. */
final class AskingAgent {
    private static final String AGENT = "support-agent";

    static String answer(Governance governance, OpenAIClient client, String question) {
        governance
                .scope()
                .register(ScopePolicy.of(AGENT).allowModels("gpt-4o-mini").allowTools("refund"));
        governance.cost().register(Budget.of(AGENT).perAgentUsdDaily(new BigDecimal("5.00")));
        OpenAIClient governed = wrapOpenAI(client, governance, AGENT);

        ChatCompletion completion = governed.chat()
                .completions()
                .create(ChatCompletionCreateParams.builder()
                        .model("gpt-4o-mini")
                        .maxCompletionTokens(500)
                        .addUserMessage(question)
                        .build());
        return completion.choices().get(0).message().content().orElseThrow();
    }

    private AskingAgent() {}
}

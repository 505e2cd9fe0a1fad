package dev.governance.sdk.matrix;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.TestPostgres;
import dev.governance.sdk.Budget;
import dev.governance.sdk.Condition;
import dev.governance.sdk.Contract;
import dev.governance.sdk.Governance;
import dev.governance.sdk.Heartbeat;
import dev.governance.sdk.LoopbackModel;
import dev.governance.sdk.ScopePolicy;
import dev.governance.sdk.StubProvider;
import dev.governance.sdk.anthropic.GovernedAnthropic;
import dev.governance.sdk.langchain4j.GovernedChatModel;
import dev.governance.sdk.langchain4j.GovernedStreamingChatModel;
import dev.governance.sdk.llm.WrapOptions;
import dev.governance.sdk.openai.GovernedOpenAI;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.math.BigDecimal;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** An agent that may go every way, with a provider of models of its own, and all that it left behind. */
final class MatrixAgent implements AutoCloseable {
    static final String PROMPT = "may I?";
    static final String GPT = "gpt-4o-mini";
    static final String CLAUDE = "claude-sonnet-4-6";

    private static final String KEY = "key-of-nobody";

    final Governance governance;
    final UUID session = UUID.randomUUID();
    final String id = "agent-" + session;
    final StubProvider provider = new StubProvider();
    private final DatabaseUrl database;
    private final AtomicInteger acts = new AtomicInteger();
    private final OpenAIClient openai;
    private final AnthropicClient anthropic;
    private final ChatModel chatModel;
    private final StreamingChatModel streamingChatModel;

    /**
     * Registers it.
     *
     * @param database where to look at what it left behind, whatever becomes of its own connections
     */
    MatrixAgent(Governance governance, DatabaseUrl database) {
        this.governance = governance;
        this.database = database;
        governance.scope().register(ScopePolicy.of(id).allowModels(GPT, CLAUDE).allowTools("refund"));
        governance.cost().register(Budget.of(id).perAgentUsdDaily(new BigDecimal("1000")));
        governance.contracts().register(Contract.of(id, "refund").requires(Condition.scopeAllowed("in its scope")));
        governance.presence().heartbeat(Heartbeat.of(id).operator("grace"));
        WrapOptions options = WrapOptions.of(id).session(session).expectedOutput(20);
        this.openai = GovernedOpenAI.wrapOpenAI(
                OpenAIOkHttpClient.builder()
                        .apiKey(KEY)
                        .baseUrl(provider.url() + "/v1")
                        .build(),
                governance,
                options);
        this.anthropic = GovernedAnthropic.wrapAnthropic(
                AnthropicOkHttpClient.builder()
                        .apiKey(KEY)
                        .baseUrl(provider.url())
                        .build(),
                governance,
                options);
        LoopbackModel loopback = new LoopbackModel(provider.url(), GPT);
        this.chatModel = GovernedChatModel.wrapChatModel(loopback, governance, options);
        this.streamingChatModel =
                GovernedStreamingChatModel.wrapStreamingChatModel(loopback.streaming(), governance, options);
    }

    OpenAIClient openai() {
        return openai;
    }

    AnthropicClient anthropic() {
        return anthropic;
    }

    ChatModel chatModel() {
        return chatModel;
    }

    StreamingChatModel streamingChatModel() {
        return streamingChatModel;
    }

    /** What it does when its contract lets it. */
    int act() {
        return acts.incrementAndGet();
    }

    /** What it did outside of the database. */
    String deeds() {
        return provider.connections() + " connections to the provider, " + acts + " acts";
    }

    /** What its calls left in the database. */
    String traces() {
        return TestPostgres.ask(database, """
                                select concat_ws(', ',
                                       (select count(*) || ' approvals' from governance_gates_pending
                                         where agent_id = '%1$s'),
                                       (select count(*) || ' recorded calls' from governance_loop_tracking
                                         where agent_id = '%1$s'),
                                       (select count(*) || ' reservations' from governance_console.budget_reservations
                                         where agent_id = '%1$s'),
                                       (select count(*) || ' announced calls' from governance_audit_events
                                         where agent_id = '%1$s' and kind in ('llm.call', 'approval.requested')))
                                """.formatted(id)).get(0);
    }

    @Override
    public void close() {
        governance.close();
        provider.close();
    }
}

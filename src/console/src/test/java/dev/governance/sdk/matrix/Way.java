package dev.governance.sdk.matrix;

import com.anthropic.models.messages.MessageCreateParams;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import dev.governance.sdk.Action;
import dev.governance.sdk.ApprovalRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.concurrent.CompletableFuture;

/** The ways on which an agent is stopped, each gone to its end. */
enum Way {
    SCOPE("scope.check") {
        @Override
        void go(MatrixAgent agent, Runnable part) {
            agent.governance.scope().check(agent.id, Action.tool("refund"));
        }
    },
    COST("cost.checkOrThrow") {
        @Override
        void go(MatrixAgent agent, Runnable part) {
            agent.governance.cost().checkOrThrow(agent.id, agent.session, 1);
        }
    },
    RESERVE("cost.reserve") {
        @Override
        void go(MatrixAgent agent, Runnable part) {
            agent.governance
                    .cost()
                    .reserve(agent.id, agent.session, MatrixAgent.GPT, 1, 1)
                    .release();
        }
    },
    GATES("gates.request") {
        @Override
        void go(MatrixAgent agent, Runnable part) {
            agent.governance.gates().request(ApprovalRequest.of(agent.id, "refund.large"));
        }
    },
    LOOP("loop.record") {
        @Override
        void go(MatrixAgent agent, Runnable part) {
            agent.governance.loop().record(agent.session, agent.id, "refund");
        }
    },
    CONTRACTS("contracts.enforce") {
        @Override
        void go(MatrixAgent agent, Runnable part) {
            agent.governance.contracts().enforce(agent.id, agent.session, "refund", agent::act);
        }
    },
    ASSERT("assertNotHalted") {
        @Override
        void go(MatrixAgent agent, Runnable part) {
            agent.governance.assertNotHalted(agent.id);
        }
    },
    OPENAI_CHAT("wrapOpenAI chat") {
        @Override
        void go(MatrixAgent agent, Runnable part) {
            agent.openai().chat().completions().create(chat());
        }
    },
    OPENAI_CHAT_ASYNC("wrapOpenAI chat, async") {
        @Override
        void go(MatrixAgent agent, Runnable part) {
            agent.openai().async().chat().completions().create(chat()).join();
        }
    },
    OPENAI_CHAT_STREAM("wrapOpenAI chat, streaming") {
        @Override
        void go(MatrixAgent agent, Runnable part) {
            try (var stream = agent.openai().chat().completions().createStreaming(chat())) {
                stream.stream().forEach(chunk -> part.run());
            }
        }
    },
    OPENAI_CHAT_ASYNC_STREAM("wrapOpenAI chat, async streaming") {
        @Override
        void go(MatrixAgent agent, Runnable part) {
            agent.openai()
                    .async()
                    .chat()
                    .completions()
                    .createStreaming(chat())
                    .subscribe(chunk -> part.run())
                    .onCompleteFuture()
                    .join();
        }
    },
    OPENAI_RESPONSES("wrapOpenAI responses") {
        @Override
        void go(MatrixAgent agent, Runnable part) {
            agent.openai().responses().create(response());
        }
    },
    OPENAI_RESPONSES_ASYNC("wrapOpenAI responses, async") {
        @Override
        void go(MatrixAgent agent, Runnable part) {
            agent.openai().async().responses().create(response()).join();
        }
    },
    OPENAI_RESPONSES_STREAM("wrapOpenAI responses, streaming") {
        @Override
        void go(MatrixAgent agent, Runnable part) {
            try (var stream = agent.openai().responses().createStreaming(response())) {
                stream.stream().forEach(event -> part.run());
            }
        }
    },
    OPENAI_MODELS("wrapOpenAI models, which only reads") {
        @Override
        void go(MatrixAgent agent, Runnable part) {
            agent.openai().models().list();
        }
    },
    ANTHROPIC_MESSAGES("wrapAnthropic messages") {
        @Override
        void go(MatrixAgent agent, Runnable part) {
            agent.anthropic().messages().create(message());
        }
    },
    ANTHROPIC_MESSAGES_ASYNC("wrapAnthropic messages, async") {
        @Override
        void go(MatrixAgent agent, Runnable part) {
            agent.anthropic().async().messages().create(message()).join();
        }
    },
    ANTHROPIC_MESSAGES_STREAM("wrapAnthropic messages, streaming") {
        @Override
        void go(MatrixAgent agent, Runnable part) {
            try (var stream = agent.anthropic().messages().createStreaming(message())) {
                stream.stream().forEach(event -> part.run());
            }
        }
    },
    ANTHROPIC_MESSAGES_ASYNC_STREAM("wrapAnthropic messages, async streaming") {
        @Override
        void go(MatrixAgent agent, Runnable part) {
            agent.anthropic()
                    .async()
                    .messages()
                    .createStreaming(message())
                    .subscribe(event -> part.run())
                    .onCompleteFuture()
                    .join();
        }
    },
    LANGCHAIN4J_CHAT("wrapChatModel") {
        @Override
        void go(MatrixAgent agent, Runnable part) {
            agent.chatModel().chat(MatrixAgent.PROMPT);
        }
    },
    LANGCHAIN4J_CHAT_ASYNC("wrapChatModel, async") {
        @Override
        void go(MatrixAgent agent, Runnable part) {
            agent.chatModel().chatAsync(MatrixAgent.PROMPT).join();
        }
    },
    LANGCHAIN4J_STREAM("wrapStreamingChatModel") {
        @Override
        void go(MatrixAgent agent, Runnable part) {
            CompletableFuture<ChatResponse> end = new CompletableFuture<>();
            agent.streamingChatModel().chat(MatrixAgent.PROMPT, new StreamingChatResponseHandler() {
                @Override
                public void onPartialResponse(String text) {
                    part.run();
                }

                @Override
                public void onCompleteResponse(ChatResponse response) {
                    end.complete(response);
                }

                @Override
                public void onError(Throwable problem) {
                    end.completeExceptionally(problem);
                }
            });
            end.join();
        }
    };

    private final String call;

    Way(String call) {
        this.call = call;
    }

    /**
     * Goes it and waits for the end.
     *
     * @param part told each part of a stream that is handed on
     */
    abstract void go(MatrixAgent agent, Runnable part);

    /** Whether a provider of models is asked. */
    boolean asksAProvider() {
        return compareTo(OPENAI_CHAT) >= 0;
    }

    private static ChatCompletionCreateParams chat() {
        return ChatCompletionCreateParams.builder()
                .model(MatrixAgent.GPT)
                .addUserMessage(MatrixAgent.PROMPT)
                .build();
    }

    private static ResponseCreateParams response() {
        return ResponseCreateParams.builder()
                .model(MatrixAgent.GPT)
                .input(MatrixAgent.PROMPT)
                .build();
    }

    private static MessageCreateParams message() {
        return MessageCreateParams.builder()
                .model(MatrixAgent.CLAUDE)
                .maxTokens(20)
                .addUserMessage(MatrixAgent.PROMPT)
                .build();
    }

    @Override
    public String toString() {
        return call;
    }
}

package dev.governance.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatModelStreamingEvent;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.langchain4j.model.output.TokenUsage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A model of LangChain4j that asks a provider on loopback, as models of providers do. */
public class LoopbackModel implements ChatModel {
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final AtomicReference<Runnable> open = new AtomicReference<>(() -> {});
    private final String url;
    private final @Nullable String name;

    public LoopbackModel(String url, @Nullable String name) {
        this.url = url;
        this.name = name;
    }

    /** Whether somebody cancelled a stream. */
    boolean cancelled() {
        return cancelled.get();
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return ChatRequestParameters.builder().modelName(name).build();
    }

    private void cancel() {
        cancelled.set(true);
        open.get().run();
    }

    private HttpRequest asking(ChatRequest request) {
        String tools = String.join(
                ",",
                request.toolSpecifications().stream()
                        .map(ToolSpecification::name)
                        .toList());
        return HttpRequest.newBuilder(URI.create(url))
                .POST(HttpRequest.BodyPublishers.ofString(request.messages() + tools))
                .build();
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        try {
            var answer = http.send(asking(request), BodyHandlers.ofString());
            return answered(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public CompletableFuture<ChatResponse> doChatAsync(ChatRequest request) {
        return http.sendAsync(asking(request), BodyHandlers.ofString())
                .thenApply(answer -> answered(answer.statusCode(), answer.body()));
    }

    private static ChatResponse answered(int status, String body) {
        if (status != 200) {
            throw new HttpException(status, body);
        }
        try {
            JsonNode json = new JsonMapper().readTree(body);
            return answer(
                    json.path("text").asText(),
                    json.path("input").asInt(),
                    json.path("output").asInt());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ChatResponse answer(String text, int input, int output) {
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(text))
                .tokenUsage(new TokenUsage(input, output))
                .build();
    }

    /** A line is a part; two numbers are the end. */
    public StreamingChatModel streaming() {
        return new StreamingChatModel() {
            @Override
            public ChatRequestParameters defaultRequestParameters() {
                return LoopbackModel.this.defaultRequestParameters();
            }

            @Override
            public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
                try (Stream<String> lines =
                        http.send(asking(request), BodyHandlers.ofLines()).body()) {
                    open.set(lines::close);
                    Iterator<String> each = lines.iterator();
                    while (!cancelled.get() && each.hasNext()) {
                        hand(each.next(), handler);
                    }
                } catch (IOException | UncheckedIOException e) {
                    handler.onError(e);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public Publisher<ChatModelStreamingEvent> doChat(ChatRequest request) {
                return subscriber -> {
                    subscriber.onSubscribe(new Subscription() {
                        @Override
                        public void request(long events) {}

                        @Override
                        public void cancel() {
                            LoopbackModel.this.cancel();
                        }
                    });
                    doChat(request, new StreamingChatResponseHandler() {
                        @Override
                        public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
                            subscriber.onNext(part);
                        }

                        @Override
                        public void onCompleteResponse(ChatResponse response) {
                            subscriber.onNext(new CompleteResponse(response));
                            subscriber.onComplete();
                        }

                        @Override
                        public void onError(Throwable problem) {
                            subscriber.onError(problem);
                        }
                    });
                };
            }
        };
    }

    private void hand(String line, StreamingChatResponseHandler handler) {
        String[] usage = line.split(" ", 2);
        if (usage[0].matches("[0-9]+")) {
            handler.onCompleteResponse(answer("done", Integer.parseInt(usage[0]), Integer.parseInt(usage[1])));
            return;
        }
        handler.onPartialResponse(new PartialResponse(line), new PartialResponseContext(new StreamingHandle() {
            @Override
            public void cancel() {
                LoopbackModel.this.cancel();
            }

            @Override
            public boolean isCancelled() {
                return cancelled.get();
            }
        }));
    }
}

package dev.governance.sdk;

import static dev.governance.sdk.ModelAgent.PROMPT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.governance.sdk.llm.Exchange;
import dev.governance.sdk.llm.HttpGuard;
import dev.governance.sdk.llm.OpenAIProtocol;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Transports and bodies that break as they should not: every call is ended all the same. */
class HttpGuardDatabaseTest {
    private static final SdkDatabase DATABASE = new SdkDatabase();
    private static final Governance GOVERNANCE = DATABASE.governance();

    private final ModelAgent agent = new ModelAgent(DATABASE, GOVERNANCE, "gpt-4o-mini");
    private final HttpGuard guard = new HttpGuard(GOVERNANCE, agent.options(), new OpenAIProtocol());

    /** An answer without a body to read. */
    private static final class Answer implements AutoCloseable {
        private boolean closed;

        @Override
        public void close() {
            closed = true;
        }
    }

    @AfterAll
    static void closeAll() {
        GOVERNANCE.close();
    }

    @AfterEach
    void close() {
        agent.close();
    }

    private Exchange judge() {
        String body =
                "{\"model\": \"gpt-4o-mini\", \"max_tokens\": 200, \"messages\": [{\"content\": \"" + PROMPT + "\"}]}";
        return guard.judge(
                "POST", "https://api.example/v1/chat/completions", () -> body.getBytes(StandardCharsets.UTF_8), 1);
    }

    private void assertBookedAsProjected() {
        assertThat(agent.events("metadata_json ->> 'estimated'")).endsWith("llm.error|true");
        assertThat(agent.spent().sessionTokens()).isBetween(201L, 300L);
        agent.assertNothingHeld();
    }

    static List<Function<Exchange, CompletableFuture<Answer>>> transports() {
        return List.of(
                exchange -> {
                    throw new LinkageError("a class of the transport is missing");
                },
                exchange -> {
                    throw HttpGuardDatabaseTest.<RuntimeException>unchecked(new IOException("as Kotlin throws it"));
                },
                exchange -> null);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // what Kotlin does without a word
    private static <E extends Exception> E unchecked(Exception problem) throws E {
        throw (E) problem;
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aTransportThatThrowsWhatItShouldNotEndsTheCall(Function<Exchange, CompletableFuture<Answer>> transport) {
        CompletableFuture<Answer> call = guard.async(this::judge, transport, (exchange, answer) -> answer);

        assertThat(catchThrowable(() -> call.get(30, TimeUnit.SECONDS))).isInstanceOf(ExecutionException.class);
        assertBookedAsProjected();
    }

    @Test
    void anAnswerThatCannotBeGuardedEndsTheCallAndIsClosed() {
        Answer answer = new Answer();
        BiFunction<Exchange, Answer, Answer> broken = (exchange, given) -> {
            throw new LinkageError("no headers");
        };

        CompletableFuture<Answer> call =
                guard.async(this::judge, exchange -> CompletableFuture.completedFuture(answer), broken);

        assertThat(catchThrowable(() -> call.get(30, TimeUnit.SECONDS))).isInstanceOf(ExecutionException.class);
        assertThat(answer.closed).isTrue();
        assertBookedAsProjected();
    }

    /** A body whose reading breaks off with something else than an {@link IOException}. */
    private static final class Breaking extends InputStream {
        @Override
        public int read() {
            throw new UncheckedIOException(new IOException("torn"));
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            throw new LinkageError("torn");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/event-stream"})
    void aBodyThatBreaksOffUncheckedIsBookedAsProjected(String type) {
        Exchange exchange = judge();

        assertThatThrownBy(() -> exchange.answered(200, type, new Breaking()).readAllBytes())
                .isInstanceOf(LinkageError.class);

        assertThat(agent.events("metadata_json ->> 'estimated'")
                        .get(agent.events().size() - 1))
                .endsWith("|true");
        assertThat(agent.spent().sessionTokens()).isBetween(201L, 300L);
        agent.assertNothingHeld();
    }

    static Stream<Throwable> early() {
        return Stream.of(new java.net.http.HttpConnectTimeoutException("connecting"), new java.net.ConnectException() {
            private static final long serialVersionUID = 1;
        });
    }

    @ParameterizedTest
    @MethodSource("early")
    void nothingIsBookedWhereNoConnectionWasMade(Throwable problem) {
        judge().failed(new IOException(problem));

        agent.assertNothingSpent();
        agent.assertNothingHeld();
    }

    /** OkHttp connects again after a connection from its pool broke, and throws the last problem with the others. */
    @Test
    void anEarlierAttemptThatMayHaveBeenSentIsBooked() {
        IOException last = new java.net.ConnectException("refused");
        last.addSuppressed(new IOException("unexpected end of stream"));

        judge().failed(last);

        assertBookedAsProjected();
    }
}

package dev.governance.console.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.governance.console.testing.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Questions, answers, refusals and facts. */
class BusTest {
    private static final Ask<Question, Answer> DOUBLE = Ask.read("test.double", Question.class, Answer.class);
    private static final Topic<Answer> DOUBLED = Topic.of("test.doubled", Answer.class);

    record Question(int number) {}

    record Answer(int number) {}

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = Bus.over(vertx);

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void aQuestionIsAnswered() {
        bus.answer(DOUBLE, question -> Future.succeededFuture(new Answer(2 * question.number())));

        assertThat(bus.ask(DOUBLE, new Question(21)).await()).isEqualTo(new Answer(42));
    }

    @Test
    void aRefusalArrivesWithAllItSays() {
        bus.answer(
                DOUBLE,
                question -> Future.failedFuture(
                        new Refusal(Fault.TOO_MANY, "slow_down", "wait | a bit").retryAfter(Duration.ofMillis(1_001))));

        Refusal refusal = refused();

        assertThat(refusal.fault()).isEqualTo(Fault.TOO_MANY);
        assertThat(refusal.code()).isEqualTo("slow_down");
        assertThat(refusal.reason()).isEqualTo("wait | a bit");
        assertThat(refusal.retryAfterSeconds()).isEqualTo(2);
    }

    @Test
    void aRefusalThatIsThrownIsARefusal() {
        bus.answer(DOUBLE, question -> {
            throw new Refusal(Fault.FORBIDDEN, "no", "not you");
        });

        assertThat(refused().code()).isEqualTo("no");
    }

    @Test
    void nobodyAnsweringIsUnavailable() {
        assertThat(refused().fault()).isEqualTo(Fault.UNAVAILABLE);
    }

    @Test
    void answeringTooLateIsUnavailable() {
        bus.answer(DOUBLE, question -> Promise.<Answer>promise().future());

        Throwable failure = catchThrowable(
                () -> bus.ask(DOUBLE, new Question(1), Duration.ofMillis(50)).await());

        assertThat(((Refusal) failure).fault()).isEqualTo(Fault.UNAVAILABLE);
    }

    @Test
    void anUnexpectedFailureTellsNothing() {
        bus.answer(DOUBLE, question -> Future.failedFuture(new IllegalStateException("a secret detail")));

        Refusal refusal = refused();

        assertThat(refusal.fault()).isEqualTo(Fault.BUG);
        assertThat(refusal.reason()).isEqualTo("the console failed; its log says why");
    }

    @Test
    void aFactReachesEveryListener() {
        List<Answer> first = new CopyOnWriteArrayList<>();
        List<Answer> second = new CopyOnWriteArrayList<>();
        bus.listen(DOUBLED, first::add);
        bus.listen(DOUBLED, second::add);

        bus.announce(DOUBLED, new Answer(42));

        Eventually.holds("both heard", () -> !first.isEmpty() && !second.isEmpty());
        assertThat(first).isEqualTo(second).containsExactly(new Answer(42));
    }

    private Refusal refused() {
        Throwable failure =
                catchThrowable(() -> bus.ask(DOUBLE, new Question(1)).await());
        assertThat(failure).isInstanceOf(Refusal.class);
        return (Refusal) failure;
    }
}

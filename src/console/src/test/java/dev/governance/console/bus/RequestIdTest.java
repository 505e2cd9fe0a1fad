package dev.governance.console.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestIdTest {
    private static final Ask<Word, Word> OUTER = Ask.read("test.outer", Word.class, Word.class);
    private static final Ask<Word, Word> INNER = Ask.read("test.inner", Word.class, Word.class);

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = Bus.over(vertx);

    record Word(String text) {}

    @AfterEach
    void close() {
        vertx.close().timeout(20, TimeUnit.SECONDS).await();
    }

    private static Future<Word> told() {
        return Future.succeededFuture(new Word(String.valueOf(RequestId.current())));
    }

    /** What is known of the request where a question ends up that goes through two rooms and a worker. */
    private String known(String id) {
        Promise<Word> answer = Promise.promise();
        vertx.runOnContext(now -> {
            if (id != null) {
                RequestId.begin(id);
            }
            bus.ask(OUTER, new Word("")).onComplete(answer);
        });
        return answer.future().timeout(20, TimeUnit.SECONDS).await().text();
    }

    @Test
    void itGoesAlongWithQuestionsAndToWorkersAndStaysWithItsOwnRequest() {
        bus.answer(
                OUTER,
                word -> vertx.executeBlocking(() -> String.valueOf(RequestId.current()))
                        .compose(worker -> bus.ask(INNER, word).map(inner -> new Word(worker + " " + inner.text()))));
        bus.answer(INNER, word -> told());

        assertThat(known("4f1c")).isEqualTo("4f1c 4f1c");
        assertThat(known(null)).isEqualTo("null null");
        assertThat(known("9b2e")).isEqualTo("9b2e 9b2e");
    }

    @Test
    void outsideOfRequestsThereIsNone() {
        assertThat(RequestId.current()).isNull();
    }
}

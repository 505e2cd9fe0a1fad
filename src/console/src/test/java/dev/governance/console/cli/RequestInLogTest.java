package dev.governance.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.governance.console.bus.RequestId;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RequestInLogTest {
    private static String line() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        LoggingEvent event = new LoggingEvent("here", context.getLogger("test"), Level.WARN, "said", null, null);
        new RequestInLog().decide(event);
        return String.valueOf(event.getKeyValuePairs());
    }

    @Test
    void aLineSaysWhichRequestItIsAbout() {
        Vertx vertx = Vertx.vertx();
        Promise<String> line = Promise.promise();
        vertx.runOnContext(now -> {
            RequestId.begin("4f1c");
            line.complete(line());
        });

        assertThat(line.future().timeout(20, TimeUnit.SECONDS).await()).isEqualTo("[request_id=\"4f1c\"]");
        vertx.close().timeout(20, TimeUnit.SECONDS).await();
    }

    @Test
    void aLineAboutNoRequestStaysAsItIs() {
        assertThat(line()).isEqualTo("null");
    }
}

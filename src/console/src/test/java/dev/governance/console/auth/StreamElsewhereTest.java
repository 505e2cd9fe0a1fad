package dev.governance.console.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.auth.TwoNodes.Person;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.server.Console;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream that breaks on one node and goes on at another: they share nothing but the database. */
class StreamElsewhereTest {
    private static final Pattern ID = Pattern.compile("(?m)^id: ?(\\d+)$");

    private final HttpClient client = HttpClient.newHttpClient();
    private TwoNodes nodes;
    private Person person;

    @BeforeEach
    void start() throws IOException {
        nodes = new TwoNodes();
        person = nodes.viewer();
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    /** What a stream said up to now. */
    private final class Heard {
        private final List<String> chunks = new CopyOnWriteArrayList<>();
        private final CompletableFuture<?> answer;

        Heard(Console node, String lastSeen) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(node.url() + "/api/stream/events"))
                    .header("cookie", "governance_session=" + person.token());
            if (!lastSeen.isEmpty()) {
                request.header("last-event-id", lastSeen);
            }
            answer = client.sendAsync(
                    request.build(),
                    BodyHandlers.ofByteArrayConsumer(
                            bytes -> bytes.ifPresent(some -> chunks.add(new String(some, StandardCharsets.UTF_8)))));
        }

        String text() {
            return String.join("", chunks);
        }

        boolean said(UUID event) {
            return text().contains(event.toString());
        }

        String lastId() {
            Matcher ids = ID.matcher(text());
            String last = "";
            while (ids.find()) {
                last = ids.group(1);
            }
            return last;
        }
    }

    private UUID happens() {
        return Stage.wait(nodes.stage
                .database()
                .inTransaction(transaction ->
                        nodes.stage.ledger().append(transaction, AuditEntry.ofConsole("test.happened", Map.of()))));
    }

    @Test
    void whatWasMissedOnOneNodeIsToldByTheOther() {
        Heard there = new Heard(nodes.there, "");
        Eventually.holds("the stream greets", () -> !there.text().isEmpty());
        UUID seen = happens();
        Eventually.holds(
                "it is told there", () -> there.said(seen) && !there.lastId().isEmpty());
        there.answer.cancel(true);
        UUID missed = happens();

        Heard here = new Heard(nodes.here, there.lastId());

        Eventually.holds("what was missed is told here", () -> here.said(missed));
        assertThat(there.said(missed)).isFalse();
        UUID next = happens();
        Eventually.holds("and what comes", () -> here.said(next));
        here.answer.cancel(true);
    }
}

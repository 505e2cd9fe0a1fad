package dev.governance.sdk.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of events as servers write them. */
class SseEventsTest {
    private static List<String> cut(String stream) {
        SseEvents events = new SseEvents();
        List<String> pieces = new ArrayList<>();
        for (byte next : stream.getBytes(StandardCharsets.UTF_8)) {
            byte[] event = events.take(next & 0xFF);
            if (event != null) {
                pieces.add(new String(event, StandardCharsets.UTF_8));
            }
        }
        pieces.add(new String(events.rest(), StandardCharsets.UTF_8));
        return pieces;
    }

    private static List<String> data(String stream) {
        return cut(stream).stream()
                .flatMap(event -> SseEvents.data(event.getBytes(StandardCharsets.UTF_8)).stream())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void anEventEndsWithABlankLineOfAnyKind(String lineEnd) {
        String stream =
                "event: one\ndata: 1\n\n: comment\n\ndata: 2\n\nevent: none\n\ndata:3\n\n".replace("\n", lineEnd);

        assertThat(data(stream)).containsExactly("1", "2", "3");
        assertThat(String.join("", cut(stream))).isEqualTo(stream);
    }

    @Test
    void dataOfSeveralLinesIsJoined() {
        assertThat(data("data: {\ndata: }\n\n")).containsExactly("{\n}");
    }

    @Test
    void whatIsLeftAtTheEndIsNotLost() {
        assertThat(cut("data: 1\n\ndata: torn")).containsExactly("data: 1\n\n", "data: torn");
    }

    @Test
    void nothingIsEverChangedOrLost() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder stream = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                stream.append(
                        Arrays.asList("\n", "\r", "data: ", "é", "x", "event: ").get(random.nextInt(6)));
            }

            assertThat(String.join("", cut(stream.toString()))).isEqualTo(stream.toString());
        }
    }

    @Test
    void anEventWithoutAnEndComesInPieces() {
        SseEvents events = new SseEvents();
        int pieces = 0;
        for (int i = 0; i < 40 * 1024 * 1024; i++) {
            pieces += events.take('x') == null ? 0 : 1;
        }

        assertThat(pieces).isEqualTo(2);
        assertThat(events.rest()).hasSize(8 * 1024 * 1024);
    }
}

package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Auth;
import dev.governance.console.contract.Bridge;
import dev.governance.console.contract.Bridge.Frame;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.testing.Eventually;
import dev.governance.console.wire.Role;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamTest {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final Promise<Bridge.Missed> reading = Promise.promise();
    private FrontDoor door;

    @BeforeEach
    void open() {
        door = new FrontDoor();
        door.bus.answer(Bridge.MISSED, this::missed);
    }

    @AfterEach
    void close() {
        door.close();
    }

    /** Frames 8 to 10 were missed by who saw 7; who saw 1 has missed too much; reading what 9 missed takes a while. */
    private Future<Bridge.Missed> missed(Bridge.Since since) {
        if (since.lastId() == 9) {
            asked.countDown();
            return reading.future();
        }
        if (since.lastId() < 0) {
            return Future.succeededFuture(Bridge.Missed.nothing(10));
        }
        return since.lastId() < 7
                ? Future.succeededFuture(Bridge.Missed.tooMuch(10, "more than 50000 events were missed"))
                : Future.succeededFuture(new Bridge.Missed(
                        List.of(new Frame(8, "audit", "{\"n\":8}"), new Frame(10, "audit", "{\"n\":10}")), 10, -1, ""));
    }

    @Test
    void aNewBrowserIsGreetedAndThenHearsWhatHappens() throws IOException {
        try (Browser browser = new Browser(door, "viewer", "")) {
            browser.until("event: hello");
            door.bus.announce(Bridge.FRAMES, new Bridge.Frames(List.of(new Frame(11, "audit", "{\"n\":11}"))));
            String read = browser.until("{\"n\":11}");

            assertThat(read).contains("content-type: text/event-stream", "cache-control: no-store");
            assertThat(read).containsPattern("retry: [123]\\d{3}\n");
            assertThat(read).contains("\"version\":\"1.2.3\"", "\"position\":10");
            assertThat(read).contains("id: 11\nevent: audit\ndata: {\"n\":11}\n\n");
        }
    }

    @Test
    void aReturningBrowserCatchesUp() throws IOException {
        try (Browser browser = new Browser(door, "viewer", "last-event-id: 7\r\n")) {
            String read = browser.until("event: caught-up");

            assertThat(read).contains("id: 7\nevent: hello", "id: 8\nevent: audit\ndata: {\"n\":8}\n\nid: 10\n");
            assertThat(browser.until("\n\n")).contains("{\"count\":2,\"position\":10}");
        }
    }

    @Test
    void aReplayLargerThanAReaderMayOweArrivesWholeAndWhatHappenedMeanwhileAfterIt() throws Exception {
        String large = "\"" + "x".repeat(100_000) + "\"";
        List<Frame> missed =
                Stream.generate(() -> new Frame(10, "audit", large)).limit(40).toList();
        try (Browser browser = new Browser(door, "viewer", "last-event-id: 9\r\n")) {
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 3; i++) {
                door.bus.announce(Bridge.FRAMES, new Bridge.Frames(List.of(new Frame(11 + i, "audit", large))));
            }
            reading.complete(new Bridge.Missed(missed, 10, -1, ""));

            String read = browser.until("id: 13\nevent: audit");

            int end = read.indexOf("event: caught-up");
            assertThat(read.substring(0, end).split("id: 10\nevent: audit", -1).length)
                    .isEqualTo(41);
            assertThat(List.of(end, read.indexOf("id: 11\n"), read.indexOf("id: 12\n"), read.indexOf("id: 13\n")))
                    .doesNotContain(-1)
                    .isSorted();
        }
    }

    @Test
    void aBrowserThatMissedTooMuchIsToldToBeginAnew() throws IOException {
        try (Browser browser = new Browser(door, "viewer", "last-event-id: 1\r\n")) {
            browser.until("event: reset");

            assertThat(browser.until("\n\n")).contains("{\"reason\":\"more than 50000 events were missed\"}");
        }
    }

    @Test
    void whatIsNowComesOnceAfterWhatWasMissed() throws IOException {
        try (Browser browser = new Browser(door, "viewer", "last-event-id: 7\r\n")) {
            String read = browser.until("event: caught-up");

            assertThat(read).contains("id: 10\nevent: state\ndata: {\"gates\":[]}\n\nid: 10\nevent: caught-up");
            assertThat(read.indexOf("{\"n\":10}")).isPositive().isLessThan(read.indexOf("event: state"));
        }
        try (Browser browser = new Browser(door, "viewer", "")) {
            assertThat(browser.until("event: state\n")).doesNotContain("caught-up");
        }
    }

    @Test
    void pagesAreReadOneAfterTheOtherAndCountedTogether() throws IOException {
        List<Long> begun = new CopyOnWriteArrayList<>();
        replaying(since -> {
            begun.add(since.next());
            long next = since.next() < 0 ? 8 : since.next() + 1;
            return Future.succeededFuture(new Bridge.Missed(
                    List.of(new Frame(next, "audit", "{\"n\":" + next + "}")), 10, next < 10 ? next : -1, ""));
        });
        try (Browser browser = new Browser(door, "viewer", "last-event-id: 7\r\n")) {
            String read = browser.until("\"count\":3");

            assertThat(begun).containsExactly(-1L, 8L, 9L);
            assertThat(List.of(read.indexOf("{\"n\":8}"), read.indexOf("{\"n\":9}"), read.indexOf("{\"n\":10}")))
                    .doesNotContain(-1)
                    .isSorted();
        }
    }

    @Test
    void aPageThatCannotBeReadEndsTheStreamSoThatTheBrowserComesBack() throws IOException {
        replaying(since -> since.next() < 0
                ? Future.succeededFuture(new Bridge.Missed(List.of(new Frame(8, "audit", "{}")), 10, 8, ""))
                : Future.failedFuture(new Refusal(Fault.UNAVAILABLE, "unavailable", "no database")));
        try (Browser browser = new Browser(door, "viewer", "last-event-id: 7\r\n")) {
            browser.until("id: 8\nevent: audit");

            Eventually.holds("it is cut off", browser::isCutOff);
        }
    }

    @Test
    void whoseSessionEndsWhileTheyCatchUpHearsSo() throws IOException {
        Promise<Bridge.Missed> second = Promise.promise();
        replaying(since -> since.next() < 0
                ? Future.succeededFuture(new Bridge.Missed(List.of(new Frame(8, "audit", "{}")), 10, 8, ""))
                : second.future());
        try (Browser browser = new Browser(door, "viewer", "last-event-id: 7\r\n")) {
            browser.until("id: 8\nevent: audit");
            door.end(Role.VIEWER);
            door.bus.announce(Doorbell.SESSIONS, new Doorbell.Rung(true));
            browser.until("your session has ended");
            second.complete(new Bridge.Missed(List.of(new Frame(9, "audit", "{}")), 10, -1, ""));

            assertThat(browser.toTheEnd()).doesNotContain("id: 9");
        }
    }

    private void replaying(Function<Bridge.Since, Future<Bridge.Missed>> pages) {
        door.close();
        door = new FrontDoor();
        door.bus.answer(Bridge.MISSED, pages);
    }

    @Test
    void aPositionThatIsNoNumberIsRefused() throws IOException {
        try (Browser browser = new Browser(door, "viewer", "last-event-id: newest\r\n")) {
            assertThat(browser.until("}")).contains("HTTP/1.1 422", "last_event_id is a stream position");
        }
    }

    @Test
    void whoseSessionEndsHearsSoAndIsCutOff() throws IOException {
        try (Browser browser = new Browser(door, "viewer", "")) {
            browser.until("event: hello");
            door.end(Role.VIEWER);
            door.bus.announce(Doorbell.SESSIONS, new Doorbell.Rung(true));

            assertThat(browser.toTheEnd()).contains("event: bye\ndata: {\"reason\":\"your session has ended\"}\n\n");
        }
    }

    @Test
    void aStreamUsesNoSessionHoweverLongItIsOpen() throws IOException {
        try (Browser browser = new Browser(door, "viewer", "")) {
            browser.until("event: hello");
            door.bus.announce(Doorbell.SESSIONS, new Doorbell.Rung(true));
            Eventually.holds("it is asked whether the stream may go on", () -> door.asked.size() == 2);

            assertThat(door.asked).noneMatch(Auth.Token::used);
        }
    }

    @Test
    void aServerThatGoesSaysGoodbye() throws IOException {
        try (Browser browser = new Browser(door, "admin", "")) {
            browser.until("event: hello");
            door.stop();

            assertThat(browser.toTheEnd()).contains("event: bye\ndata: {\"reason\":\"the server is restarting\"}\n\n");
        }
    }

    @Test
    void aReaderThatCannotKeepUpIsHungUpOnAndTheOthersHearEverything() throws IOException {
        try (Browser slow = new Browser(door, "viewer", "");
                Browser quick = new Browser(door, "admin", "")) {
            slow.until("event: hello");
            quick.until("event: hello");
            String large = "\"" + "x".repeat(100_000) + "\"";

            for (int i = 0; i < 200; i++) {
                door.bus.announce(Bridge.FRAMES, new Bridge.Frames(List.of(new Frame(100 + i, "audit", large))));
                quick.until("id: " + (100 + i) + "\n");
            }

            Eventually.holds("the slow reader is cut off", () -> slow.isCutOff());
        }
    }

    @Test
    void oneUserCannotTakeEveryConnection() throws IOException {
        Browser[] open = new Browser[41];
        for (int i = 0; i < open.length; i++) {
            open[i] = new Browser(door, "viewer", "");
            open[i].until(i < 40 ? "event: hello" : "too_many_streams");
        }
        open[0].close();

        Eventually.holds("a closed one makes room", () -> isGreeted());
        for (Browser browser : open) {
            browser.close();
        }
    }

    private boolean isGreeted() {
        try (Browser again = new Browser(door, "viewer", "")) {
            return again.until("}").contains("event: hello");
        } catch (IOException e) {
            return false;
        }
    }

    /** A browser's end of the stream, as bytes. */
    private static final class Browser implements AutoCloseable {
        private final Socket socket;
        private final StringBuilder read = new StringBuilder();
        private int from;

        Browser(FrontDoor door, String token, String headers) throws IOException {
            socket = new Socket();
            socket.setReceiveBufferSize(8 * 1024); // so that a slow reader is slow for the server, too
            socket.connect(new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), door.port));
            socket.setSoTimeout(20_000);
            String head = "GET /api/stream/events HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: governance_session=" + token
                    + "\r\nconnection: close\r\n" + headers + "\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        }

        /** Reads until {@code text} comes and gives everything read so far. */
        String until(String text) throws IOException {
            byte[] buffer = new byte[64 * 1024];
            int at;
            while ((at = read.indexOf(text, from)) < 0) {
                int count = socket.getInputStream().read(buffer);
                if (count < 0) {
                    throw new IOException("the stream ended before " + text + ": " + read);
                }
                read.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
            from = at + text.length();
            return read.toString();
        }

        String toTheEnd() throws IOException {
            return read + new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }

        /** Reads what is still under way; a reset shows as an exception, a close as the end. */
        boolean isCutOff() {
            try {
                InputStream in = socket.getInputStream();
                socket.setSoTimeout(100);
                byte[] buffer = new byte[64 * 1024];
                int count = 0;
                while (count >= 0) {
                    count = in.read(buffer);
                }
                return true;
            } catch (SocketException e) {
                return true;
            } catch (IOException e) {
                return false; // a pause
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}

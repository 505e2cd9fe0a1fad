package dev.governance.console.badday;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.parsetools.RecordParser;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Very many browsers that follow, each coming back after one to three seconds with the last position, as browsers do. */
final class Crowd implements AutoCloseable {
    private static final Pattern EVENT = Pattern.compile("\"event_id\":\"([0-9a-f-]{36})\"");

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(
            new HttpClientOptions().setIdleTimeoutUnit(TimeUnit.SECONDS).setIdleTimeout(60),
            new PoolOptions().setHttp1MaxSize(5_000));
    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger live = new AtomicInteger();
    private final AtomicInteger resets = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final List<Member> members = new ArrayList<>();
    private final Supplier<String> console;

    /**
     * Begins to follow.
     *
     * @param cookies of whom they are, one after the other
     * @param console where it is now
     */
    Crowd(int number, List<String> cookies, Supplier<String> console) {
        this.console = console;
        for (int i = 0; i < number; i++) {
            Member member = new Member(cookies.get(i % cookies.size()));
            members.add(member);
            vertx.runOnContext(begin -> member.connect());
        }
    }

    int live() {
        return live.get();
    }

    int resets() {
        return resets.get();
    }

    /** Times that one was not let in at once. */
    int refused() {
        return refused.get();
    }

    /** How many were told of all these events. */
    long whoHeardAll(List<String> events) {
        BitSet all = new BitSet();
        for (String event : events) {
            all.set(number(event));
        }
        return members.stream().filter(member -> member.heardAll(all)).count();
    }

    private int number(String event) {
        return numbers.computeIfAbsent(event, first -> next.getAndIncrement());
    }

    @Override
    public void close() {
        vertx.close().await();
    }

    private final class Member {
        private final String cookie;
        private final BitSet heard = new BitSet();
        private String position = "";
        private String event = "";
        private boolean isLive;

        private Member(String cookie) {
            this.cookie = cookie;
        }

        private void connect() {
            RequestOptions request = new RequestOptions()
                    .setMethod(HttpMethod.GET)
                    .setAbsoluteURI(console.get() + "/api/stream/events")
                    .putHeader("cookie", cookie);
            if (!position.isEmpty()) {
                request.putHeader("last-event-id", position);
            }
            client.request(request)
                    .compose(asked -> asked.send())
                    .onSuccess(this::follow)
                    .onFailure(failure -> again());
        }

        private void follow(HttpClientResponse answer) {
            if (answer.statusCode() != 200) {
                refused.incrementAndGet();
                answer.end().onComplete(read -> again());
                return;
            }
            answer.handler(RecordParser.newDelimited("\n", line -> line(line.toString())))
                    .exceptionHandler(cut -> lost())
                    .endHandler(ended -> lost());
        }

        private void lost() {
            if (isLive) {
                isLive = false;
                live.decrementAndGet();
            }
            again();
        }

        private void again() {
            vertx.setTimer(ThreadLocalRandom.current().nextInt(1_000, 3_000), timer -> connect());
        }

        private void line(String line) {
            if (line.startsWith("id:")) {
                position = line.substring(3).strip();
            } else if (line.startsWith("event:")) {
                event = line.substring(6).strip();
            } else if (line.startsWith("data:")) {
                heard(line);
            }
        }

        private void heard(String data) {
            if (event.equals("hello") && !isLive) {
                isLive = true;
                live.incrementAndGet();
            } else if (event.equals("reset")) {
                resets.incrementAndGet();
            } else if (event.equals("audit")) {
                Matcher id = EVENT.matcher(data);
                if (id.find()) {
                    mark(number(id.group(1)));
                }
            }
        }

        private void mark(int number) {
            synchronized (heard) {
                heard.set(number);
            }
        }

        private boolean heardAll(BitSet all) {
            synchronized (heard) {
                BitSet missing = (BitSet) all.clone();
                missing.andNot(heard);
                return missing.isEmpty();
            }
        }
    }
}

package dev.governance.bench.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One of the connections of an {@link Order}: asks, waits for the answer, asks again. */
final class Caller implements AutoCloseable {
    /** Addresses are taken from 10.0.0.0/8, in which this machine is not. */
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    private final Order order;
    private final int number;
    private final AtomicInteger left;
    private final KeptConnection connection;
    private final Map<Integer, Long> statuses = new TreeMap<>();
    private final List<Long> micros = new ArrayList<>();
    private long bytes;
    private String trouble = "";

    /** Connects.
     *
     * @param left requests that all callers of this order may still begin
     */
    Caller(Order order, int number, AtomicInteger left) throws IOException {
        this.order = order;
        this.number = number;
        this.left = left;
        this.connection = new KeptConnection(order.port());
    }

    /** Asks until the time or the number of requests is over; blocks. */
    void run(long began) {
        long end = began + order.longest().toNanos();
        try {
            long due = System.nanoTime();
            while (due < end && left.getAndDecrement() > 0) {
                pauseUntil(due);
                KeptConnection.Answer answer = connection.ask(request());
                long now = System.nanoTime();
                note(answer, now - due);
                // A request that was late makes none after it late.
                due = Math.max(
                        due + order.every().toNanos(), now + answer.retryAfter().toNanos());
            }
        } catch (IOException | RuntimeException e) {
            failed(0, e.toString()); // an answer that cannot be read ends this connection, and is none of 2xx
        } catch (InterruptedException e) {
            failed(0, e.toString());
            Thread.currentThread().interrupt();
        }
    }

    private void note(KeptConnection.Answer answer, long nanos) {
        if (answer.isGood()) {
            statuses.merge(answer.status(), 1L, Long::sum);
            micros.add(TimeUnit.NANOSECONDS.toMicros(nanos));
            bytes += answer.length();
        } else {
            failed(answer.status(), answer.beginning());
        }
    }

    private void failed(int status, String what) {
        statuses.merge(status, 1L, Long::sum);
        trouble = trouble.isEmpty() ? what : trouble;
    }

    private static void pauseUntil(long due) throws InterruptedException {
        long rest = due - System.nanoTime();
        if (rest > 0) {
            TimeUnit.NANOSECONDS.sleep(rest);
        }
    }

    private byte[] request() {
        StringBuilder out = new StringBuilder(512);
        out.append(order.method()).append(' ').append(order.path()).append(" HTTP/1.1\r\nhost: 127.0.0.1:");
        out.append(order.port()).append("\r\n");
        if (!order.cookies().isEmpty()) {
            header(out, "cookie", order.cookies().get(number % order.cookies().size()));
        }
        if (order.fromManyAddresses()) {
            header(out, "x-forwarded-for", address(ADDRESSES.incrementAndGet()));
        }
        if (order.bodies().isEmpty()) {
            return out.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        }
        String body = order.bodies().get(number % order.bodies().size());
        header(out, "content-type", "application/json");
        header(out, "content-length", Integer.toString(body.getBytes(StandardCharsets.UTF_8).length));
        return out.append("\r\n").append(body).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void header(StringBuilder out, String name, String value) {
        out.append(name).append(": ").append(value).append("\r\n");
    }

    private static String address(int counted) {
        return "10." + ((counted >> 16) & 255) + "." + ((counted >> 8) & 255) + "." + (counted & 255);
    }

    Map<Integer, Long> statuses() {
        return statuses;
    }

    List<Long> micros() {
        return micros;
    }

    long bytes() {
        return bytes;
    }

    String trouble() {
        return trouble;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}

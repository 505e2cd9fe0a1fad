package dev.governance.bench.api;

import dev.governance.console.wire.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A process that asks for others, so that its work is not theirs: each line in is an {@link Order}, each line out what came of it. */
public final class LoadClient {
    public static void main(String[] words) throws IOException, InterruptedException {
        try (BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = orders.readLine(); line != null; line = orders.readLine()) {
                System.out.println(Json.write(done(Json.read(line, Order.class))));
                System.out.flush();
            }
        }
    }

    private static Answered done(Order order) throws IOException, InterruptedException {
        List<Caller> callers = new ArrayList<>();
        try {
            AtomicInteger left = new AtomicInteger(order.requests());
            for (int i = 0; i < order.connections(); i++) {
                callers.add(new Caller(order, i, left));
            }
            long began = System.nanoTime();
            List<Thread> threads = callers.stream()
                    .map(caller -> new Thread(() -> caller.run(began), "caller"))
                    .toList();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            return together(callers, (System.nanoTime() - began) / 1e9);
        } finally {
            for (Caller caller : callers) {
                caller.close();
            }
        }
    }

    private static Answered together(List<Caller> callers, double seconds) {
        Map<Integer, Long> statuses = new TreeMap<>();
        callers.forEach(
                caller -> caller.statuses().forEach((status, count) -> statuses.merge(status, count, Long::sum)));
        return new Answered(
                statuses,
                callers.stream().flatMap(caller -> caller.micros().stream()).toList(),
                seconds,
                callers.stream().mapToLong(Caller::bytes).sum(),
                callers.stream()
                        .map(Caller::trouble)
                        .filter(trouble -> !trouble.isEmpty())
                        .findFirst()
                        .orElse(""));
    }

    private LoadClient() {}
}

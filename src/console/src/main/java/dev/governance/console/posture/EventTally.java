package dev.governance.console.posture;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The audit log counted by agent, by what it lights today and by minute. */
final class EventTally {
    /** What one agent wrote. */
    static final class Agent {
        private long events;
        private @Nullable Instant latest;
        private final Map<Signal, Seen> signals = new EnumMap<>(Signal.class);
        private final Map<Instant, Long> minutes = new HashMap<>();

        long events() {
            return events;
        }

        Optional<Instant> latest() {
            return Optional.ofNullable(latest);
        }

        Optional<Seen> seen(Signal signal) {
            return Optional.ofNullable(signals.get(signal));
        }

        Collection<Seen> signals() {
            return signals.values();
        }

        long during(Instant minute) {
            return minutes.getOrDefault(minute, 0L);
        }

        private Bucket lifetime(String agentId) {
            return new Bucket(agentId, null, false, null, events, 0, 0, 0, latest().orElse(Instant.EPOCH));
        }

        private Agent copy() {
            Agent copy = new Agent();
            copy.events = events;
            copy.latest = latest;
            copy.signals.putAll(signals);
            copy.minutes.putAll(minutes);
            return copy;
        }

        private void add(Bucket bucket) {
            events += bucket.events();
            latest = latest == null || bucket.latest().isAfter(latest) ? bucket.latest() : latest;
            if (bucket.signal() != null && bucket.today() > 0) {
                signals.merge(bucket.signal(), new Seen(bucket.today(), bucket.newest()), Seen::and);
            }
            if (bucket.minute() != null) {
                minutes.merge(bucket.minute(), bucket.rows(), Long::sum);
            }
        }
    }

    /** How often a signal was seen today, and the chain_seq of the newest row. */
    record Seen(long count, long newest) {
        Seen and(Seen other) {
            return new Seen(count + other.count, Math.max(newest, other.newest));
        }
    }

    /** Rows of one minute. */
    record Rows(long all, long blocked) {
        Rows and(Rows other) {
            return new Rows(all + other.all, blocked + other.blocked);
        }
    }

    private final Map<String, Agent> agents = new HashMap<>();
    private final Map<Instant, Rows> minutes = new HashMap<>();
    private long events;
    private long today;
    private long blockedToday;

    /** The tally of these buckets alone. */
    static EventTally of(Collection<Bucket> buckets) {
        EventTally tally = new EventTally();
        buckets.forEach(tally::add);
        return tally;
    }

    /** This tally and these buckets; this one stays as it is. */
    EventTally plus(Collection<Bucket> buckets) {
        EventTally sum = new EventTally();
        sum.agents.putAll(agents);
        sum.minutes.putAll(minutes);
        sum.events = events;
        sum.today = today;
        sum.blockedToday = blockedToday;
        // Copy on write: most agents did nothing since the last count.
        buckets.stream()
                .map(Bucket::agentId)
                .distinct()
                .forEach(id -> sum.agents.computeIfPresent(id, (key, agent) -> agent.copy()));
        buckets.forEach(sum::add);
        return sum;
    }

    /** This tally and rows of agents that are not told apart. */
    EventTally plusEvents(long count) {
        EventTally sum = plus(List.of());
        sum.events += count;
        return sum;
    }

    private void add(Bucket bucket) {
        agents.computeIfAbsent(bucket.agentId(), id -> new Agent()).add(bucket);
        events += bucket.events();
        today += bucket.today();
        blockedToday += bucket.blocked() ? bucket.today() : 0;
        if (bucket.minute() != null) {
            minutes.merge(bucket.minute(), new Rows(bucket.rows(), bucket.blocked() ? bucket.rows() : 0), Rows::and);
        }
    }

    boolean has(String agentId) {
        return agents.containsKey(agentId);
    }

    /** What each agent wrote in all, and nothing of any day or minute. */
    List<Bucket> lifetimes() {
        return agents.entrySet().stream()
                .map(entry -> entry.getValue().lifetime(entry.getKey()))
                .toList();
    }

    Set<String> agentIds() {
        return Set.copyOf(agents.keySet());
    }

    Agent agent(String agentId) {
        return agents.getOrDefault(agentId, new Agent());
    }

    Rows during(Instant minute) {
        return minutes.getOrDefault(minute, new Rows(0, 0));
    }

    long events() {
        return events;
    }

    long today() {
        return today;
    }

    long blockedToday() {
        return blockedToday;
    }

    /** Rows that light lamps, so that they can be read in full. */
    Set<Long> newestSignals() {
        return agents.values().stream()
                .flatMap(agent -> agent.signals().stream())
                .map(Seen::newest)
                .collect(Collectors.toSet());
    }
}

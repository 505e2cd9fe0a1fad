package dev.governance.console.bridge;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Bridge.Frame;
import dev.governance.console.contract.Presence;
import dev.governance.console.wire.AgentPresence;
import dev.governance.console.wire.Json;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Which agents beat, changed, were halted or resumed since the last look. */
final class PresenceDifferences {
    private final Bus bus;
    private final LongSupplier position;
    private Map<String, AgentPresence> before = Map.of();

    PresenceDifferences(Bus bus, LongSupplier position) {
        this.bus = bus;
        this.position = position;
    }

    /** As of the last look. */
    Collection<AgentPresence> known() {
        return before.values();
    }

    Future<List<Frame>> read() {
        return bus.ask(Presence.AGENTS, new Presence.All()).map(answer -> compare(answer.agents()));
    }

    private List<Frame> compare(List<AgentPresence> agents) {
        Map<String, AgentPresence> now = new LinkedHashMap<>();
        agents.forEach(agent -> now.put(agent.agentId(), agent));
        Map<String, AgentPresence> known = before;
        before = now;
        List<Frame> frames = new ArrayList<>();
        for (AgentPresence agent : agents) {
            AgentPresence earlier = known.get(agent.agentId());
            if (!agent.equals(earlier)) {
                frames.add(frame("presence", agent));
            }
            Halted halt = Halted.of(agent.agentId(), agent.halt());
            if (!halt.equals(Halted.of(agent.agentId(), earlier == null ? null : earlier.halt()))) {
                frames.add(frame("halt", halt));
            }
        }
        return frames;
    }

    private Frame frame(String event, Object data) {
        return new Frame(position.getAsLong(), event, Json.write(data));
    }

    /** A halt or its end as the stream tells it. */
    record Halted(
            String agentId,
            boolean halted,
            @Nullable String haltedBy,
            @Nullable String reason,
            @Nullable Instant haltedAt) {
        static Halted of(String agentId, AgentPresence.@Nullable Halt halt) {
            return halt == null
                    ? new Halted(agentId, false, null, null, null)
                    : new Halted(agentId, true, halt.haltedBy(), halt.reason(), halt.haltedAt());
        }
    }
}

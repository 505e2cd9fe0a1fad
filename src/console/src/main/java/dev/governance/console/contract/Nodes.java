package dev.governance.console.contract;

import dev.governance.console.bus.Ask;
import dev.governance.console.wire.NodeStatus;
import java.util.List;

/** The consoles on this database, clustered or not. */
public final class Nodes {
    /** All of them, by host and start; those that are gone without a word for a day. */
    public static final Ask<All, Listed> LIST = Ask.here("nodes.list", All.class, Listed.class);

    /** Nodes that are told at once. */
    public static final int MOST = 200;

    public record All() {}

    public record Listed(List<NodeStatus> nodes) {
        public Listed {
            nodes = List.copyOf(nodes);
        }
    }

    private Nodes() {}
}

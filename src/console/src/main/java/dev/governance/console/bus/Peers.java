package dev.governance.console.bus;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;

/** The other nodes of the cluster that the event bus reaches. */
public interface Peers {
    /** The id of this node on the bus. */
    String self();

    /** Ids of the nodes, without this one, that answer an address now. */
    Future<List<String>> answering(String address);

    /** Told of each node that left or died, from now on, on any thread. */
    void onLeave(Consumer<String> left);
}

package dev.governance.console.http;

import dev.governance.console.wire.Network;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What there is room for: so many connections in all, and so many from one address. One that still shakes hands has a place,
 * too. Used by the front door's event loop alone.
 */
final class Places {
    private final Supplier<EdgeLimits> limits;
    private final TrustedProxies proxies;
    private final Map<String, Integer> perAddress = new HashMap<>();
    private int taken;

    Places(Supplier<EdgeLimits> limits, TrustedProxies proxies) {
        this.limits = limits;
        this.proxies = proxies;
    }

    /**
     * Takes a place; empty when there is none left.
     *
     * @param address of the peer; null when it has none
     */
    Optional<Place> take(@Nullable InetAddress address) {
        String counted = address == null ? "" : proxies.trusts(address) ? null : Network.of(address);
        EdgeLimits now = limits.get();
        if (taken >= now.connections()
                || (counted != null && perAddress.getOrDefault(counted, 0) >= now.connectionsPerAddress())) {
            return Optional.empty();
        }
        taken++;
        if (counted != null) {
            perAddress.merge(counted, 1, Integer::sum);
        }
        return Optional.of(new Place(counted));
    }

    /** The place of one connection. */
    final class Place {
        private final @Nullable String counted;
        private boolean left;

        private Place(@Nullable String counted) {
            this.counted = counted;
        }

        /** Gives it up; once more changes nothing. */
        void leave() {
            if (left) {
                return;
            }
            left = true;
            taken--;
            if (counted != null) {
                perAddress.compute(counted, (address, number) -> number == null || number <= 1 ? null : number - 1);
            }
        }
    }
}

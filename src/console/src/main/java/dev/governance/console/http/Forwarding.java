package dev.governance.console.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds out whom a request comes from: the peer of the socket, or, when that is a trusted proxy, the last address in
 * {@code x-forwarded-for} or {@code forwarded} (RFC 7239) that is none. What others write there is not looked at, and
 * what cannot be read, or says two things, leaves the peer.
 */
final class Forwarding {
    private static final String HTTPS = "https";

    private final TrustedProxies proxies;

    Forwarding(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    void find(RoutingContext context) {
        client(context.request()).keep(context);
        context.next();
    }

    private Client client(HttpServerRequest request) {
        Optional<String> socket = Optional.ofNullable(request.remoteAddress().hostAddress());
        Optional<InetAddress> peer = socket.flatMap(TrustedProxies::address);
        if (peer.isEmpty() || !proxies.trusts(peer.get())) {
            return new Client(socket.orElse(""), request.isSSL());
        }
        MultiMap headers = request.headers();
        List<String> listed = split(headers.getAll("x-forwarded-for"));
        Optional<List<ForwardedHeader.Hop>> hops = ForwardedHeader.read(headers.getAll("forwarded"));
        return new Client(
                origin(peer.get(), listed, hops).getHostAddress(),
                overTls(request.isSSL(), split(headers.getAll("x-forwarded-proto")), hops.orElse(List.of())));
    }

    private InetAddress origin(InetAddress peer, List<String> listed, Optional<List<ForwardedHeader.Hop>> forwarded) {
        List<String> hops = forwarded.orElse(List.of(ForwardedHeader.Hop.UNREADABLE)).stream()
                .map(ForwardedHeader.Hop::whom)
                .toList();
        List<InetAddress> told = Stream.of(listed, hops)
                .filter(addresses -> !addresses.isEmpty())
                .map(addresses -> last(peer, addresses))
                .distinct()
                .toList();
        return told.size() == 1 ? told.get(0) : peer;
    }

    /** The last one that is no proxy of ours; the first when all are. */
    private InetAddress last(InetAddress peer, List<String> addresses) {
        InetAddress found = peer;
        for (int i = addresses.size() - 1; i >= 0 && proxies.trusts(found); i--) {
            Optional<InetAddress> address = TrustedProxies.address(addresses.get(i));
            if (address.isEmpty()) {
                return peer;
            }
            found = address.get();
        }
        return found;
    }

    /** What the proxies say of the first connection; all of them must say the same. */
    private static boolean overTls(boolean here, List<String> listed, List<ForwardedHeader.Hop> forwarded) {
        List<String> told = Stream.concat(
                        listed.stream().limit(1),
                        forwarded.stream()
                                .map(ForwardedHeader.Hop::protocol)
                                .filter(protocol -> !protocol.isEmpty())
                                .limit(1))
                .toList();
        return told.isEmpty() ? here : told.stream().allMatch(HTTPS::equalsIgnoreCase);
    }

    private static List<String> split(List<String> values) {
        return values.stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(String::strip)
                .toList();
    }
}

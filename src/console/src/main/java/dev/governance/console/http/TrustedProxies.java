package dev.governance.console.http;

import dev.governance.console.wire.OneLine;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The proxies in front that are believed when they say whom they ask for. */
public final class TrustedProxies {
    private static final int MOST = 100;
    private static final int SHOWN = 100; // characters of what is quoted

    /** An address, in brackets or with a port as proxies write it; never a name, which would be looked up. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?:\\[([0-9a-fA-F:.]{2,45})]|([0-9.]{7,15}))(?::[0-9]{1,5})?|([0-9a-fA-F:.]{2,45})");

    private static final Pattern SUBNET = Pattern.compile("([0-9a-fA-F:.]{2,45})(?:/([0-9]{1,3}))?");

    private final List<IpSubnetFilterRule> subnets;

    private TrustedProxies(List<IpSubnetFilterRule> subnets) {
        this.subnets = subnets;
    }

    /**
     * Reads addresses and subnets, as {@code 10.0.0.7} and {@code 2001:db8::/32}; at most 100.
     *
     * @throws IllegalArgumentException when one is neither; the message quotes it
     */
    public static TrustedProxies of(List<String> texts) {
        if (texts.size() > MOST) {
            throw new IllegalArgumentException("http.trusted_proxies has at most " + MOST + " entries");
        }
        return new TrustedProxies(texts.stream().map(TrustedProxies::subnet).toList());
    }

    private static IpSubnetFilterRule subnet(String text) {
        Matcher matcher = SUBNET.matcher(text.strip());
        InetAddress address = matcher.matches() ? NetUtil.createInetAddressFromIpAddressString(matcher.group(1)) : null;
        if (address == null) {
            throw refused(text, null);
        }
        int whole = address.getAddress().length * Byte.SIZE;
        int prefix = matcher.group(2) == null ? whole : Integer.parseInt(matcher.group(2));
        if (prefix == 0) {
            throw new IllegalArgumentException("http.trusted_proxies: \"" + text.strip()
                    + "\" is everybody: anyone could then say to come from anywhere; name the proxies in front");
        }
        try {
            return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
        } catch (IllegalArgumentException e) {
            throw refused(text, e);
        }
    }

    private static IllegalArgumentException refused(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "http.trusted_proxies: \"" + OneLine.of(text, SHOWN)
                        + "\" is no address or subnet; write numbers, as 10.0.0.7, 10.0.0.0/8 or 2001:db8::/32",
                cause);
    }

    boolean trusts(InetAddress address) {
        InetSocketAddress remote = new InetSocketAddress(address, 0);
        return subnets.stream().anyMatch(subnet -> subnet.matches(remote));
    }

    /** An address as a proxy or a socket tells it; empty for whatever is none. Nothing is looked up. */
    static Optional<InetAddress> address(String text) {
        Matcher matcher = ADDRESS.matcher(text.strip());
        return matcher.matches()
                ? Stream.of(matcher.group(1), matcher.group(2), matcher.group(3))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .map(NetUtil::createInetAddressFromIpAddressString)
                : Optional.empty();
    }
}

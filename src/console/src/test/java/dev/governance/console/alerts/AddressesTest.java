package dev.governance.console.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450::1"
            })
    void publicOnesAreAllowed(String address) throws UnknownHostException {
        assertThat(Addresses.allows(InetAddress.getByName(address), false)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "::1",
                "fc00::1",
                "fdff::1",
                "::ffff:10.0.0.1",
                "::ffff:127.0.0.1"
            })
    void thoseOfAnOwnNetworkAreAllowedOnlyWhenAsked(String address) throws UnknownHostException {
        assertThat(Addresses.allows(InetAddress.getByName(address), false)).isFalse();
        assertThat(Addresses.allows(InetAddress.getByName(address), true)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "169.254.169.254",
                "168.63.129.16",
                "::ffff:169.254.169.254",
                "100.100.100.200",
                "192.0.0.192",
                "192.0.2.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::127.0.0.1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1",
                "fd00:ec2::254",
                "64:ff9b::7f00:1",
                "64:ff9b:1::7f00:1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "3fff::1",
                "4000::1"
            })
    void othersNever(String address) throws UnknownHostException {
        assertThat(Addresses.allows(InetAddress.getByName(address), false)).isFalse();
        assertThat(Addresses.allows(InetAddress.getByName(address), true)).isFalse();
    }

    /** As a server of names may answer; Java's own parser would make it an address of version 4. */
    @ParameterizedTest
    @ValueSource(bytes = {10, 127})
    void anAddressOfVersion4WithinOneOfVersion6IsNone(byte first) throws UnknownHostException {
        byte[] compatible = new byte[16];
        compatible[12] = first;
        compatible[15] = 1;

        assertThat(Addresses.allows(InetAddress.getByAddress(compatible), true)).isFalse();
    }
}

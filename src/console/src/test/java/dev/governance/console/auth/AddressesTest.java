package dev.governance.console.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "::ffff:203.0.113.7, 203.0.113.7",
        "2001:db8:1:2:aaaa:bbbb:cccc:dddd, 2001:0db8:0001:0002::/64",
        "2001:db8:1:2::1, 2001:0db8:0001:0002::/64",
        "0:0:0:0:0:ffff:cb00:7107, 203.0.113.7",
        "fe80::1%eth0, fe80:0000:0000:0000::/64",
        "'', unknown",
        "not:an:address, not:an:address",
        "a socket file, a socket file"
    })
    void anIpv6NetworkCountsAsOneAddress(String address, String counted) {
        assertThat(Addresses.counted(address)).isEqualTo(counted);
    }

    @ParameterizedTest
    @CsvSource({"4096"})
    void whatIsLongerThanAnAddressIsCut(int length) {
        assertThat(Addresses.counted("x".repeat(length))).hasSizeLessThanOrEqualTo(64);
    }
}

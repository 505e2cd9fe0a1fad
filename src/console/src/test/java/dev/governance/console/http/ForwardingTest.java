package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.console.contract.Auth;
import dev.governance.console.testing.Loopback;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Role;
import io.vertx.core.Future;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a sign-in counts for; this test is the proxy. */
class ForwardingTest {
    private static final List<String> ADDRESSES = Collections.synchronizedList(new ArrayList<>());

    private static FrontDoor trusting;
    private static FrontDoor wary;

    @BeforeAll
    static void open() {
        trusting = new FrontDoor(Loopback.settings(false, List.of("127.0.0.1", "10.0.0.0/8", "2001:db8:7::/48")));
        wary = new FrontDoor(false);
        for (FrontDoor door : List.of(trusting, wary)) {
            door.bus.answer(Auth.SIGN_IN, ForwardingTest::signedIn);
        }
    }

    @AfterAll
    static void close() {
        trusting.close();
        wary.close();
    }

    private static Future<Auth.SignedIn> signedIn(Auth.SignIn tried) {
        ADDRESSES.add(tried.address());
        Caller caller = new Caller(FrontDoor.USER, "ann", Role.ADMIN, new UUID(8, 8));
        Instant end = Instant.parse("2030-01-01T00:00:00Z");
        return Future.succeededFuture(new Auth.SignedIn("token-1", new Auth.Session(caller, end, end, end)));
    }

    private static HttpResponse<String> signIn(FrontDoor door, String... headers) throws Exception {
        HttpRequest.Builder request = door.request("/api/auth/login")
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString("{\"username\": \"ann\", \"password\": \"right\"}"));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return door.send(request);
    }

    private static String address(FrontDoor door, String... headers) throws Exception {
        ADDRESSES.clear();
        assertThat(signIn(door, headers).statusCode()).isEqualTo(200);
        assertThat(ADDRESSES).hasSize(1);
        return ADDRESSES.get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7                               | 203.0.113.7",
                "198.51.100.1, 203.0.113.7                 | 203.0.113.7",
                "198.51.100.1, 203.0.113.7, 10.1.2.3       | 203.0.113.7",
                "nonsense, 203.0.113.7, 10.1.2.3           | 203.0.113.7",
                "203.0.113.7:4711                          | 203.0.113.7",
                "2001:db8::7                               | 2001:db8:0:0:0:0:0:7",
                "[2001:db8::7]:4711, 2001:db8:7::1         | 2001:db8:0:0:0:0:0:7",
                "::ffff:203.0.113.7                        | 203.0.113.7",
                "10.1.2.3, 10.1.2.4                        | 10.1.2.3",
                "203.0.113.7, nonsense                     | 127.0.0.1",
                "203.0.113.7, unknown, 10.1.2.3            | 127.0.0.1",
                "203.0.113.7,                              | 127.0.0.1",
                "localhost                                 | 127.0.0.1",
                "1.2.3                                     | 127.0.0.1",
                "256.1.1.1                                 | 127.0.0.1",
                "fe80::1%eth0                              | 127.0.0.1"
            })
    void ofWhatATrustedProxySaysTheLastAddressThatIsNoProxyCounts(String header, String counted) throws Exception {
        assertThat(address(trusting, "x-forwarded-for", header)).isEqualTo(counted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=203.0.113.7                                        | 203.0.113.7",
                "For=\"203.0.113.7:4711\";proto=https;by=10.0.0.1       | 203.0.113.7",
                "for=\"[2001:db8::7]:4711\", for=10.1.2.3;host=a.example | 2001:db8:0:0:0:0:0:7",
                "for=198.51.100.1, for=203.0.113.7                      | 203.0.113.7",
                "for=_hidden                                            | 127.0.0.1",
                "for=unknown                                            | 127.0.0.1",
                "for=203.0.113.7;for=203.0.113.8                        | 127.0.0.1",
                "for=\"203.0.113.7                                      | 127.0.0.1",
                "for=203.0.113.7;;                                      | 127.0.0.1",
                "proto=https                                            | 127.0.0.1",
                "203.0.113.7                                            | 127.0.0.1"
            })
    void theStandardHeaderIsReadAlike(String header, String counted) throws Exception {
        assertThat(address(trusting, "forwarded", header)).isEqualTo(counted);
    }

    @Test
    void twoHeadersThatDisagreeAreNotBelieved() throws Exception {
        String one = "203.0.113.7";

        assertThat(address(trusting, "x-forwarded-for", one, "forwarded", "for=203.0.113.7"))
                .isEqualTo(one);
        assertThat(address(trusting, "x-forwarded-for", one, "forwarded", "for=203.0.113.8"))
                .isEqualTo("127.0.0.1");
        assertThat(address(trusting, "x-forwarded-for", one, "forwarded", "for"))
                .isEqualTo("127.0.0.1");
        assertThat(address(trusting, "x-forwarded-for", "198.51.100.1", "x-forwarded-for", one))
                .isEqualTo(one);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-forwarded-for", "forwarded", "x-real-ip", "x-client-ip", "true-client-ip"})
    void nobodyElseIsBelieved(String header) throws Exception {
        String value = header.equals("forwarded") ? "for=203.0.113.7" : "203.0.113.7";

        assertThat(address(wary, header, value)).isEqualTo("127.0.0.1");
    }

    @Test
    void aHeaderAsLongAsTheyMayBeIsReadAtOnce() throws Exception {
        assertThat(address(trusting, "forwarded", "for=\"" + "x".repeat(7_000))).isEqualTo("127.0.0.1");
        assertThat(address(trusting, "forwarded", "a=b;".repeat(1_700))).isEqualTo("127.0.0.1");
        assertThat(address(trusting, "x-forwarded-for", "10.1.2.3,".repeat(700) + "10.1.2.4"))
                .isEqualTo("10.1.2.3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x-forwarded-proto | https                           | true",
                "x-forwarded-proto | https, http                     | true",
                "x-forwarded-proto | http                            | false",
                "x-forwarded-proto | httpsx                          | false",
                "forwarded         | for=203.0.113.7;proto=https     | true",
                "forwarded         | for=203.0.113.7;proto=http      | false",
                "x-forwarded-for   | 203.0.113.7                     | false"
            })
    void aTrustedProxySaysWhetherTheBrowserCameByTls(String header, String value, boolean overTls) throws Exception {
        HttpResponse<String> answer = signIn(trusting, header, value);

        assertThat(answer.headers().firstValue("set-cookie").orElseThrow().contains("; Secure"))
                .isEqualTo(overTls);
        assertThat(answer.headers().firstValue("strict-transport-security").isPresent())
                .isEqualTo(overTls);
    }

    @Test
    void anybodyElseSaysNothingOfTls() throws Exception {
        HttpResponse<String> answer = signIn(wary, "x-forwarded-proto", "https", "forwarded", "proto=https");

        assertThat(answer.headers().firstValue("set-cookie").orElseThrow()).doesNotContain("; Secure");
        assertThat(answer.headers().firstValue("strict-transport-security")).isEmpty();
    }

    @Test
    void behindTlsAPageThatCameWithoutItIsAnotherSites() throws Exception {
        String plain = "http://127.0.0.1:" + trusting.port;

        assertThat(signIn(trusting, "x-forwarded-proto", "https", "origin", plain)
                        .statusCode())
                .isEqualTo(403);
        assertThat(signIn(trusting, "x-forwarded-proto", "https", "origin", plain.replace("http:", "https:"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(signIn(trusting, "origin", plain).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"proxy.example", "10.0.0.0/33", "2001:db8::/129", "10.0.0.7/", "0.0.0.0/0", "::/0", "", "10.0.0"
            })
    void whatIsNoProxyStopsTheStart(String text) {
        assertThatThrownBy(() -> TrustedProxies.of(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http.trusted_proxies: \"" + text);
    }
}

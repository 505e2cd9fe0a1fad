package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Compliance;
import dev.governance.console.contract.Tokens;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.Role;
import dev.governance.console.wire.ScopedToken;
import dev.governance.console.wire.VerificationJob;
import dev.governance.console.wire.WrapperCoverage;
import io.vertx.core.Future;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComplianceRoutesTest {
    private static final String VERIFY = "/api/compliance/verify-chain";
    private static final String EXPORT = "/api/compliance/export";

    private final FrontDoor door = new FrontDoor();
    private final Queue<Record> asked = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void answer() {
        door.bus.answer(Compliance.COVERAGE, wrapped -> {
            asked.add(wrapped);
            return Future.succeededFuture(new WrapperCoverage(
                    Instant.EPOCH, null, 3, null, null, "registry_missing", List.of(), List.of("bare"), false, 7));
        });
        door.bus.answer(Compliance.VERIFY, range -> {
            asked.add(range);
            VerificationJob job = new VerificationJob(
                    new UUID(1, 2), null, "running", "marie", Instant.EPOCH, 5, 9, 55.5, 3, 2L, null, null, null, null);
            return Future.succeededFuture(new Compliance.Verified(null, job));
        });
        door.bus.answer(Compliance.EXPORT, export -> {
            asked.add(export);
            return Future.failedFuture(new AssertionError("not asked for"));
        });
    }

    @AfterEach
    void close() {
        door.close();
    }

    private static HttpRequest.Builder post(HttpRequest.Builder request, String body) {
        return request.header("content-type", "application/json").POST(BodyPublishers.ofString(body));
    }

    @Test
    void coverageThatCannotBeToldIsNullAndSaysWhy() throws Exception {
        HttpResponse<String> answer = door.send(door.as(Role.VIEWER, "/api/coverage?agent_id=a&active_window_days=90"));

        assertThat(answer.body())
                .isEqualTo("{\"as_of\":\"1970-01-01T00:00:00Z\",\"active_wrappers\":null,\"total_wrappers\":3,"
                        + "\"covered_agents\":null,\"coverage_pct\":null,\"coverage_pct_reason\":\"registry_missing\","
                        + "\"by_agent\":[],\"unwrapped_agents_seen_in_audit\":[\"bare\"],\"complete\":false,"
                        + "\"active_window_days\":7}");
        assertThat(asked).containsExactly(new Compliance.Wrapped("a", 90));
    }

    @Test
    void aVerificationThatTakesLongerIsAJobToComeBackFor() throws Exception {
        HttpResponse<String> answer = door.send(post(door.as(Role.VIEWER, VERIFY + "?from_seq=0&to_seq=9"), ""));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("location")).hasValue("/api/verifications/" + new UUID(1, 2));
        assertThat(answer.headers().firstValue("retry-after")).hasValue("10");
        assertThat(((Compliance.Range) asked.element()).to()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource({"GET, /api/coverage", "GET, /api/compliance/report", "POST, " + VERIFY, "POST, " + EXPORT})
    void aStrangerIsToldNothing(String method, String path) throws Exception {
        HttpRequest.Builder request = door.request(path).header("content-type", "application/json");

        assertThat(door.send(request.method(method, BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(401);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {VERIFY, EXPORT})
    void aTokenThatOnlyReadsHasNothingVerified(String path) throws Exception {
        ScopedToken reading = new ScopedToken(new UUID(3, 3), Set.of("read", "verify"), true);
        Caller reader = new Caller(new UUID(9, 9), "legacy-token", Role.VIEWER, null, reading);
        door.bus.answer(Tokens.HOLDER, presented -> Future.succeededFuture(new Tokens.Held(reader, null)));

        HttpResponse<String> answer =
                door.send(post(door.request(path).header("authorization", "Bearer " + "r".repeat(32)), "{}"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(Json.tree(answer.body()).path("code").asText()).isEqualTo("read_only");
        assertThat(asked).isEmpty();
    }

    @Test
    void aForeignPageExportsNothing() throws Exception {
        HttpRequest.Builder request =
                post(door.as(Role.ADMIN, EXPORT), "{}").setHeader("origin", "https://evil.example");

        assertThat(door.send(request).statusCode()).isEqualTo(403);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/coverage?active_window_days=0",
                "/api/coverage?active_window_days=91",
                "/api/coverage?agent=a",
                "/api/coverage?agent_id=%00",
                "/api/compliance/report?window_start=2026-11-01T00:00:00",
                "/api/compliance/report?window_start=yesterday",
                "/api/compliance/report?window_end=%2B999999999-01-01T00:00:00Z",
                "/api/compliance/report?from=2026-11-01T00:00:00Z"
            })
    void aParameterThatDoesNotFitIsRefused(String path) throws Exception {
        HttpResponse<String> answer = door.send(door.as(Role.VIEWER, path));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"window_start\": \"2026-11-01T00:00:00\"}",
                "{\"window_end\": \"2026-13-01T00:00:00Z\"}",
                "{\"force\": true}",
                "[]",
                ""
            })
    void aBodyThatDoesNotFitIsRefused(String body) throws Exception {
        HttpResponse<String> answer = door.send(post(door.as(Role.ADMIN, EXPORT), body));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Json.tree(answer.body()).path("detail").asText()).isNotEmpty();
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"from_seq=-1", "to_seq=1.5", "to_seq=99999999999999999999", "upto=3"})
    void aNumberThatDoesNotFitIsRefused(String query) throws Exception {
        assertThat(door.send(post(door.as(Role.ADMIN, VERIFY + "?" + query), ""))
                        .statusCode())
                .isEqualTo(422);
        assertThat(asked).isEmpty();
    }
}

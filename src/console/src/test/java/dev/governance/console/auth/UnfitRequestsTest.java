package dev.governance.console.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.auth.TwoNodes.Person;
import dev.governance.console.testing.ApiDescription;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.Problem;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One rule at every operation of docs/openapi.yaml: what cannot be read is 400, what does not fit is 422. */
class UnfitRequestsTest {
    private static final String UNKNOWN = "00000000-0000-4000-8000-000000000000";
    private static final String UNFIT = "zebra-7";

    /** Never an error, whatever is asked. */
    private static final String HEALTH = "GET /health/governance";

    private static TwoNodes nodes;
    private static Person admin;

    @BeforeAll
    static void start() throws IOException {
        nodes = new TwoNodes();
        admin = nodes.admin();
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    private static List<String> operations(Predicate<String> which) {
        return ApiDescription.operations().stream().filter(which).toList();
    }

    private static List<String> withBody() {
        return operations(operation -> !ApiDescription.bodyOf(operation).isEmpty());
    }

    private static List<String> withParameters() {
        return operations(
                operation -> !ApiDescription.choosyOf(operation, "query").isEmpty());
    }

    private static List<String> withIds() {
        return operations(operation -> ids(operation).findAny().isPresent());
    }

    private static Stream<String> ids(String operation) {
        return ApiDescription.choosyOf(operation, "path").stream().filter(name -> name.endsWith("_id"));
    }

    @Test
    void thereIsSomethingToAsk() {
        assertThat(withBody())
                .hasSizeGreaterThan(12)
                .contains("POST /api/auth/login", "POST /api/agents/{agent_id}/kill");
        assertThat(withParameters()).hasSizeGreaterThan(12);
        assertThat(withIds()).hasSizeGreaterThan(12);
    }

    @ParameterizedTest
    @MethodSource("withBody")
    void aBodyOfAnotherShapeDoesNotFit(String operation) {
        List<String> bodies = new ArrayList<>(List.of("[]", "7", "null", "\"" + UNFIT + "\"", "{\"zebra\": 1}"));
        for (String member : ApiDescription.bodyOf(operation)) {
            if (!member.equals("policy")) { // any JSON, which is looked at once all members are there
                bodies.add("{\"" + member + "\": {\"" + UNFIT + "\": [1.5]}}");
            }
        }
        for (String body : bodies) {
            assertRefused(422, "invalid_body", operation + " " + body, send(operation, "", body));
        }
    }

    @ParameterizedTest
    @MethodSource("withBody")
    void aBodyThatIsNoJsonCannotBeRead(String operation) {
        for (String body : List.of(
                UNFIT,
                "{\"zebra\": ",
                "{} {}",
                "{\"zebra\": 1, \"zebra\": 2}",
                "{\"zebra\": [{\"a\": 1, \"a\": 1}]}",
                "[".repeat(201) + "]".repeat(201))) {
            assertRefused(400, "invalid_body", operation + " " + body, send(operation, "", body));
        }
    }

    @ParameterizedTest
    @MethodSource("withParameters")
    void aParameterOfAnotherFormDoesNotFit(String operation) {
        for (String name : ApiDescription.choosyOf(operation, "query")) {
            String query = "?" + name + "=" + UNFIT;
            assertRefused(422, "invalid_" + name, operation + query, send(operation, query, "{}"));
        }
    }

    private static List<String> thatMayRefuse() {
        return operations(operation -> !operation.equals(HEALTH));
    }

    @ParameterizedTest
    @MethodSource("thatMayRefuse")
    void aParameterThatIsUnknownIsNotRepeated(String operation) {
        for (String name : List.of("zebra", "ze%20bra%0a", "zebra".repeat(200))) {
            String query = "?" + name + "=" + UNFIT;
            assertRefused(422, "unknown_parameter", operation + query, send(operation, query, "{}"));
        }
    }

    /** Each is heard, as far as being refused for what it says. */
    @ParameterizedTest
    @MethodSource("withQuery")
    void aParameterThatIsDescribedIsKnown(String operation) {
        for (String name : ApiDescription.queryOf(operation)) {
            String query = "?" + name + "=%00&" + name + "=%00";
            HttpResponse<String> answer = send(operation, query, "{}");
            assertThat(answer.statusCode()).as(operation + query).isNotEqualTo(500);
            assertThat(answer.body()).as(operation + query).doesNotContain("unknown_parameter");
        }
    }

    private static List<String> withQuery() {
        return operations(operation -> !ApiDescription.queryOf(operation).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("withIds")
    void anIdThatIsNoneDoesNotFit(String operation) {
        String name = ids(operation).findAny().orElseThrow();
        HttpResponse<String> answer = send(operation.replace("{" + name + "}", UNFIT), "", "{}");

        assertRefused(422, "invalid_" + name, operation, answer);
    }

    private static void assertRefused(int status, String code, String asked, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(asked + " -> " + answer.body()).isEqualTo(status);
        assertThat(Json.read(answer.body(), Problem.class).code()).as(asked).isEqualTo(code);
        assertThat(answer.body()).as(asked).doesNotContain("zebra");
    }

    private static HttpResponse<String> send(String operation, String query, String body) {
        String[] parts = operation.split(" ", 2);
        String path = parts[1].replace("{agent_id}", "refund-agent")
                .replace("{policy_type}", "scope")
                .replaceAll("\\{\\w+}", UNKNOWN);
        boolean bodiless = Set.of("GET", "DELETE").contains(parts[0]);
        return nodes.send(admin, parts[0], path + query, bodiless ? null : body);
    }
}

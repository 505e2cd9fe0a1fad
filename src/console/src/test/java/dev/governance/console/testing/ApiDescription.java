package dev.governance.console.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** docs/openapi.yaml, and whether answers are as it says. What it does not name must not be in an answer. */
public final class ApiDescription {
    private static final String ROOT = "openapi:console";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final ApiDescription PACKED = new ApiDescription(read());

    private final JsonObject document;
    private final SchemaRepository schemas;
    private final Map<String, Pattern> templates = new ConcurrentHashMap<>();

    private ApiDescription(JsonObject document) {
        this.document = strict(document);
        this.schemas = SchemaRepository.create(new JsonSchemaOptions()
                        .setBaseUri("openapi:")
                        .setDraft(Draft.DRAFT202012)
                        .setOutputFormat(OutputFormat.Basic))
                .dereference(ROOT, JsonSchema.of(this.document.copy()));
    }

    private static JsonObject read() {
        try (InputStream in = ApiDescription.class.getResourceAsStream("/openapi.yaml")) {
            Map<?, ?> tree = new YAMLMapper().readValue(in, Map.class);
            return new JsonObject(new ObjectMapper().writeValueAsString(tree));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Clients have to ignore what they do not know; our tests must not. */
    private static JsonObject strict(JsonObject node) {
        if (node.getValue("properties") instanceof JsonObject && !node.containsKey("additionalProperties")) {
            node.put("additionalProperties", false);
        }
        node.forEach(member -> strictly(member.getValue()));
        return node;
    }

    private static void strictly(Object value) {
        if (value instanceof JsonObject object) {
            strict(object);
        } else if (value instanceof JsonArray array) {
            array.forEach(ApiDescription::strictly);
        }
    }

    /** Every operation, as {@code GET /api/health}. */
    public static Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        JsonObject paths = PACKED.document.getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            for (String method : paths.getJsonObject(path).fieldNames()) {
                if (METHODS.contains(method)) {
                    operations.add(method.toUpperCase(Locale.ROOT) + " " + path);
                }
            }
        }
        return operations;
    }

    /** The names of an operation's parameters in the address's query. */
    public static List<String> queryOf(String operation) {
        return PACKED.parameters(operation)
                .filter(parameter -> "query".equals(parameter.getString("in")))
                .map(parameter -> parameter.getString("name"))
                .toList();
    }

    /** The names of the members of an operation's body; none when it takes no body. */
    public static List<String> bodyOf(String operation) {
        String schema = PACKED.resolved(pointer(operation) + "/requestBody/content/application~1json/schema");
        JsonObject members = (JsonObject) PACKED.at(schema + "/properties");
        return members == null ? List.of() : List.copyOf(members.fieldNames());
    }

    /** The names of an operation's parameters that take no text as it comes: numbers, ids, moments, one of some words. */
    public static List<String> choosyOf(String operation, String in) {
        return PACKED.parameters(operation)
                .filter(parameter -> in.equals(parameter.getString("in")))
                .filter(parameter -> {
                    JsonObject schema = parameter.getJsonObject("schema");
                    return Set.of("integer", "boolean").contains(schema.getString("type", ""))
                            || schema.containsKey("format")
                            || schema.containsKey("enum");
                })
                .map(parameter -> parameter.getString("name"))
                .toList();
    }

    private Stream<JsonObject> parameters(String operation) {
        String own = pointer(operation);
        String path = own.substring(0, own.lastIndexOf('/'));
        return Stream.of(path, own)
                .map(place -> place + "/parameters")
                .flatMap(place -> at(place) instanceof JsonArray all
                        ? IntStream.range(0, all.size()).mapToObj(i -> (JsonObject) at(resolved(place + "/" + i)))
                        : Stream.empty());
    }

    private static String pointer(String operation) {
        String[] parts = operation.split(" ", 2);
        return "/paths/" + escaped(parts[1]) + "/" + parts[0].toLowerCase(Locale.ROOT);
    }

    /** The answer, if it is as the document says; neither pages nor browsers' own questions are looked at. */
    public static <T> HttpResponse<T> checked(HttpResponse<T> answer) {
        boolean preflight = answer.request().method().equals("OPTIONS");
        if (answer.uri().getPath().matches("/(api|health)/.*") && !preflight) {
            PACKED.check(answer);
        }
        return answer;
    }

    private void check(HttpResponse<?> answer) {
        String what = answer.request().method() + " " + answer.uri().getPath() + " " + answer.statusCode();
        String type = answer.headers().firstValue("content-type").orElse("").replaceAll(";.*", "");
        Optional<String> response = response(answer);
        if (response.isEmpty()) { // an address or a method that there is not
            assertThat(answer.statusCode()).as(what).isIn(404, 405);
            return;
        }
        String content = response.get() + "/content";
        JsonObject types = (JsonObject) at(content);
        assertThat(types.fieldNames())
                .as(what + " has a content-type that the description names")
                .contains(type);
        if (type.matches("application/(problem\\+)?json") && answer.body() instanceof String body) {
            conforms(what, content + "/" + escaped(type) + "/schema", body);
        }
    }

    private void conforms(String what, String pointer, String body) {
        JsonObject reference = new JsonObject()
                .put("$ref", ROOT + "#" + pointer.replace("{", "%7B").replace("}", "%7D"));
        OutputUnit output = schemas.validator(JsonSchema.of(reference))
                .validate(new JsonObject("{\"it\":" + body + "}").getValue("it"));
        assertThat(output.getValid())
                .as(() -> what + " is not as docs/openapi.yaml says: " + reasons(output) + "\n" + body)
                .isTrue();
    }

    /** Without those that only say that something within does not fit. */
    private static List<String> reasons(OutputUnit output) {
        return output.getErrors().stream()
                .filter(error -> !error.getError().matches("A subschema had errors|Property .* does not match .*"))
                .map(error -> error.getInstanceLocation() + " " + error.getError())
                .distinct()
                .toList();
    }

    /** Where the document describes this answer. */
    private Optional<String> response(HttpResponse<?> answer) {
        String method = answer.request().method().toLowerCase(Locale.ROOT);
        String address = answer.uri().getRawPath().replaceAll("(?<=.)/$", ""); // which makes no difference
        return document.getJsonObject("paths").fieldNames().stream()
                .filter(path -> template(path).matcher(address).matches())
                .filter(path ->
                        document.getJsonObject("paths").getJsonObject(path).containsKey(method))
                .min(Comparator.comparingInt(path -> path.contains("{") ? 1 : 0))
                .map(path -> "/paths/" + escaped(path) + "/" + method + "/responses")
                .map(responses -> resolved(responses + "/" + status((JsonObject) at(responses), answer.statusCode())));
    }

    private static String status(JsonObject responses, int status) {
        return responses.containsKey(Integer.toString(status)) ? Integer.toString(status) : "default";
    }

    private String resolved(String pointer) {
        JsonObject found = (JsonObject) at(pointer);
        String reference = found == null ? null : found.getString("$ref");
        return reference == null ? pointer : reference.substring(1);
    }

    private Object at(String pointer) {
        return JsonPointer.from(pointer).queryJson(document);
    }

    private Pattern template(String path) {
        return templates.computeIfAbsent(path, text -> Pattern.compile(text.replaceAll("\\{[^}]+}", "[^/]+")));
    }

    private static String escaped(String member) {
        return member.replace("~", "~0").replace("/", "~1");
    }
}

package dev.governance.sdk.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of clients, and of those who would rather not be understood. */
class RequestJsonTest {
    private static RequestJson read(String text) throws IOException {
        return RequestJson.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static UnaryOperator<List<String>> hiding(String hidden) {
        return names -> names.stream().filter(name -> !name.equals(hidden)).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{'model': 'a'} {'model': 'b'}",
                "{'model': 'a', 'model': 'b'}",
                "{'tools': [{'name': 'a', 'name': 'b'}]}",
                "{'model': "
            })
    void whatHasNoOneMeaningIsNotRead(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'tools': [{'type': 'function', 'function': {'name': 'a'}}, {'type': 'custom', 'custom': {'name': 'b'}}]} | a,b",
                "{'tools': [{'type': 'function', 'name': 'a'}, {'type': 'web_search'}, {'name': 'c'}]} | a,web_search,c",
                "{'functions': [{'name': 'a'}]} | a",
                "{'tools': [{'type': 'mcp', 'server_label': 'x'}]} | mcp",
                "{'mcp_servers': [{'name': 'x'}, {'name': 'y'}]} | mcp",
                "{'web_search_options': {}} | web_search",
                "{'prompt': {'id': 'p-1'}} | prompt",
                "{'prompt': 'a text'} | ''",
                "{'tools': [{'type': 'namespace', 'name': 'n', 'tools': [{'name': 'a'}]}]} | a",
                "{'tools': [{'type': 'function', 'name': 'a', 'tools': [{'name': 'b'}]}]} | a,b",
                "{'tools': [{'type': 'function', 'function': {'name': 'a'}, 'name': 'b'}]} | a,b",
                "{'tools': ['a', 7, null]} | (unnamed),(unnamed),(unnamed)",
                "{'tools': {'name': 'a'}} | (unnamed)",
                "{} | ''"
            })
    void everyToolHasAName(String request, String names) throws IOException {
        assertThat(String.join(",", read(request).tools(tools -> tools))).isEqualTo(names);
    }

    @Test
    void whatIsNotChangedIsSentAsItCame() throws IOException {
        String text = "{ 'temperature' : 1.0e0,  'tools':[{'name':'a'}] }";
        RequestJson request = read(text);

        request.tools(hiding("b"));

        assertThat(new String(request.bytes(), StandardCharsets.UTF_8)).isEqualTo(text.replace('\'', '"'));
    }

    @Test
    void hiddenToolsAreTakenOutOfGroupsToo() throws IOException {
        RequestJson request = read(
                "{'temperature': 0.1234567890123456789, 'tools': [{'name': 'b'},"
                        + " {'type': 'namespace', 'name': 'n', 'tools': [{'name': 'a'}, {'name': 'b'}]}], 'tool_choice': 'auto'}");

        assertThat(request.tools(hiding("b"))).containsExactly("a");

        assertThat(new String(request.bytes(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{'temperature':0.1234567890123456789,'tools':[{'type':'namespace','name':'n','tools':[{'name':'a'}]}],"
                                        .replace('\'', '"')
                                + "\"tool_choice\":\"auto\"}");
    }

    @Test
    void anEmptyListOfToolsGoesWithItsChoice() throws IOException {
        RequestJson request = read("{'model': 'm', 'tools': [{'name': 'b'}], 'tool_choice': 'auto'}");

        assertThat(request.tools(hiding("b"))).isEmpty();

        assertThat(new String(request.bytes(), StandardCharsets.UTF_8)).isEqualTo("{\"model\":\"m\"}");
    }

    @Test
    void aPromptIsAboutAQuarterOfItsLettersAndAPictureAFlatAmount() throws IOException {
        String text = "x".repeat(400);

        assertThat(PromptSize.tokens(
                        read("{'messages': [{'content': '" + text + "'}]}").root()))
                .isEqualTo(100);
        assertThat(PromptSize.tokens(read("{'url': 'data:image/png;base64," + text + "', 'data': '" + text + "'}")
                        .root()))
                .isEqualTo(3_000);
        assertThat(PromptSize.tokens(read("{'input': [1, 2, 3]}").root())).isEqualTo(3);
    }

    @Test
    void aRequestNestedDeeplyIsCountedWithoutRecursion() throws IOException {
        assertThat(PromptSize.tokens(read("{'a': " + "[".repeat(900) + "'xxxx'" + "]".repeat(900) + "}")
                        .root()))
                .isEqualTo(1);
    }
}

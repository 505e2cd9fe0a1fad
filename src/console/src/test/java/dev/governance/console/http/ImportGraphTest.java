package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportGraphTest {
    @TempDir
    Path webroot;

    @BeforeEach
    void write() throws Exception {
        put("js/main.js", """
                import { a } from './a.js';
                const P = {
                  '/posture': () => import('./pages/posture.js'),
                  '/agents/:id': () => import('./pages/agent.js'),
                };
                """);
        put("js/a.js", "export * from \"./b.js\";\n/** @type {import('./never.js').X} */\nimport './main.js';\n");
        put("js/b.js", "const later = () => import('./later.js');\n");
        put("js/pages/agent.js", "import { a } from '../a.js';\nawait styles('pages/x', 'components/y');\n");
    }

    @Test
    void aScriptNeedsWhatItImportsAtOnceAndTheStylesThatItWaitsFor() throws Exception {
        ImportGraph graph = new ImportGraph(webroot);

        assertThat(graph.needs("js/main.js")).containsExactly("js/main.js", "js/a.js", "js/b.js");
        assertThat(graph.needs("js/pages/agent.js"))
                .containsExactlyInAnyOrder(
                        "js/pages/agent.js",
                        "css/pages/x.css",
                        "css/components/y.css",
                        "js/a.js",
                        "js/b.js",
                        "js/main.js");
    }

    @Test
    void aPageIsFoundByTheFirstPartOfItsPath() throws Exception {
        assertThat(new ImportGraph(webroot).pages("js/main.js"))
                .containsEntry("posture", "js/pages/posture.js")
                .containsEntry("agents", "js/pages/agent.js")
                .hasSize(2);
    }

    private void put(String name, String text) throws Exception {
        Path file = webroot.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}

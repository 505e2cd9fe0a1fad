package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** An agent that calls no model has none of the clients, and needs none. */
class WithoutModelClientsTest {
    private static final Pattern CLIENTS =
            Pattern.compile("openai|anthropic|langchain4j|okhttp|okio|kotlin|swagger|jsonschema");

    private static final Pattern WRAPPERS = Pattern.compile("/sdk/(openai|anthropic|langchain4j)/");

    private static URLClassLoader withoutClients() {
        URL[] places = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(place -> !CLIENTS.matcher(Path.of(place).getFileName().toString())
                        .find())
                .map(WithoutModelClientsTest::url)
                .toArray(URL[]::new);
        return new URLClassLoader(places, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String place) {
        try {
            return Path.of(place).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(place, e);
        }
    }

    private static List<String> classes() throws IOException {
        Path root = Path.of("target/classes");
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> "/" + root.relativize(file))
                    .filter(file ->
                            file.endsWith(".class") && !WRAPPERS.matcher(file).find())
                    .map(file ->
                            file.substring(1, file.length() - ".class".length()).replace('/', '.'))
                    .toList();
        }
    }

    @Test
    void everyClassButTheWrappersIsWholeWithoutThem() throws Exception {
        try (URLClassLoader loader = withoutClients()) {
            assertThatThrownBy(() -> loader.loadClass("com.openai.core.ClientOptions"))
                    .isInstanceOf(ClassNotFoundException.class);
            List<String> classes = classes();

            for (String name : classes) {
                Class<?> type = Class.forName(name, true, loader);
                assertThat(type.getDeclaredMethods()).isNotNull(); // resolves what they take and give
                assertThat(type.getDeclaredConstructors()).isNotNull();
                assertThat(type.getDeclaredFields()).isNotNull();
            }

            assertThat(classes).contains("dev.governance.sdk.Governance", "dev.governance.sdk.llm.CallGuard");
        }
    }

    /** By reflection, since these classes are not those of the test. */
    @Test
    void itStartsAndRefusesWithoutThem() throws Exception {
        try (URLClassLoader loader = withoutClients()) {
            Class<?> type = loader.loadClass("dev.governance.sdk.Governance");
            Object builder = type.getMethod("builder", DataSource.class).invoke(null, unreachable());
            Class<?> settings = loader.loadClass("dev.governance.sdk.Governance$Builder");
            settings.getMethod("auditSecret", String.class)
                    .invoke(builder, "a secret of the tests, long enough: " + UUID.randomUUID());
            Object governance = settings.getMethod("build").invoke(builder);

            assertThatThrownBy(() ->
                            type.getMethod("assertNotHalted", String.class).invoke(governance, "agent"))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .asString()
                    .startsWith("dev.governance.sdk.errors.HaltUnknownException: agent agent is refused")
                    .contains("it was never read (nobody is there)");
            type.getMethod("close").invoke(governance);
        }
    }

    private static DataSource unreachable() {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    throw new SQLException("nobody is there");
                });
    }
}

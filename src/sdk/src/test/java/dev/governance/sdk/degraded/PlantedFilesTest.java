package dev.governance.sdk.degraded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Links and pipes where files of events are expected. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PlantedFilesTest {
    @TempDir
    private Path folder;

    private Path link(String name) throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "precious\n");
        return Files.createSymbolicLink(folder.resolve(name), target);
    }

    private Path pipe(String name) throws IOException, InterruptedException {
        Path pipe = folder.resolve(name);
        Process process = new ProcessBuilder("mkfifo", pipe.toString()).start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return pipe;
    }

    @Test
    void neitherIsRead() throws IOException, InterruptedException {
        Path link = link("link.jsonl");
        Path pipe = pipe("pipe.jsonl");

        assertThatThrownBy(() -> HeldLines.of(link))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no file");
        assertThatThrownBy(() -> HeldLines.of(pipe))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no file");
    }

    @Test
    void neitherIsWrittenTo() throws IOException, InterruptedException {
        Path link = link("link.rejected");
        Path pipe = pipe("pipe.rejected");

        assertThatThrownBy(() -> HeldFile.open(link))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no file");
        assertThatThrownBy(() -> HeldFile.open(pipe))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no file");
        assertThat(folder.resolve("target")).hasContent("precious");
    }

    @Test
    void neitherIsLocked() throws IOException, InterruptedException {
        link("link.owner");
        pipe("pipe.owner");
        Files.createSymbolicLink(folder.resolve("dangling.owner"), folder.resolve("made"));

        for (String stem : new String[] {"link", "pipe", "dangling"}) {
            assertThatThrownBy(() -> Claim.on(folder, stem))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no file");
        }
        assertThat(folder.resolve("made")).doesNotExist();
    }
}

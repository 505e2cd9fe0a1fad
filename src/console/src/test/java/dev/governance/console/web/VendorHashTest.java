package dev.governance.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Nobody edits what others wrote: every third-party file is the one that VENDOR.json names. */
class VendorHashTest {
    private static final String RECORD = "vendor/VENDOR.json";

    @TestFactory
    Stream<DynamicTest> everyVendoredFileIsTheRecordedOne() {
        return records().stream()
                .map(record -> DynamicTest.dynamicTest(record.path("file").asText(), () -> {
                    byte[] bytes = WebFiles.bytes(
                            WebFiles.ROOT.resolve(record.path("file").asText()));
                    assertThat(bytes).hasSize(record.path("bytes").asInt());
                    assertThat(sha256(bytes)).isEqualTo(record.path("sha256").asText());
                }));
    }

    @Test
    void everyRecordSaysWhereItsFileIsFromAndUnderWhichLicence() {
        assertThat(records())
                .isNotEmpty()
                .allSatisfy(record -> assertThat(List.of("file", "package", "version", "licence", "source"))
                        .allSatisfy(
                                name -> assertThat(record.path(name).asText()).isNotBlank()));
    }

    @Test
    void noFileIsVendoredWithoutARecord() throws IOException {
        List<String> recorded =
                records().stream().map(record -> record.path("file").asText()).toList();
        assertThat(present("vendor", "fonts"))
                .filteredOn(file -> !file.equals(RECORD))
                .isSubsetOf(recorded);
    }

    private static List<String> present(String... folders) throws IOException {
        try (Stream<Path> files = Files.walk(WebFiles.ROOT)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> WebFiles.ROOT.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> Stream.of(folders).anyMatch(folder -> file.startsWith(folder + "/")))
                    .toList();
        }
    }

    private static List<JsonNode> records() {
        try {
            JsonNode all = new ObjectMapper().readTree(WebFiles.text(WebFiles.ROOT.resolve(RECORD)));
            return StreamSupport.stream(all.spliterator(), false).toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}

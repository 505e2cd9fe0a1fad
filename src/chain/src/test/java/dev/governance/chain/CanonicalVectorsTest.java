package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CanonicalVectorsTest {
    static Stream<Arguments> events() {
        return Vectors.each("chains")
                .flatMap(chain -> Vectors.elements(chain.get("events")).stream()
                        .map(event -> Arguments.of(
                                chain.get("name").asText(),
                                chain.get("session_id").asText(),
                                event)));
    }

    @ParameterizedTest
    @MethodSource("events")
    void aSentEventHasItsCanonicalBytesAndMac(String name, String session, JsonNode event) {
        ChainEvent sent = Vectors.event(
                event,
                UUID.fromString(session),
                event.get("metadata_text_sent_to_postgres").asText());

        if (!"S3_numbers_that_break".equals(name)
                || event.get("verifies_after_jsonb_roundtrip").asBoolean()) {
            assertThat(new String(sent.canonicalBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo(event.get("canonical_utf8").asText());
            assertThat(Vectors.KEY.mac(sent.canonicalBytes()))
                    .isEqualTo(event.get("hmac_hex").asText());
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void whatPostgresGivesBackIsReadAsTheVectorsSay(String name, String session, JsonNode event) {
        ChainEvent read = Vectors.event(
                event,
                UUID.fromString(session),
                event.get("metadata_text_read_back_from_postgres_jsonb").asText());

        boolean verifies =
                Vectors.KEY.matches(read.canonicalBytes(), event.get("hmac_hex").asText());

        assertThat(verifies)
                .isEqualTo(event.get("verifies_after_jsonb_roundtrip").asBoolean());
        if (!verifies) {
            assertThat(new String(read.canonicalBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo(event.get("canonical_after_roundtrip_utf8").asText());
            assertThat(Vectors.KEY.mac(read.canonicalBytes()))
                    .isEqualTo(event.get("hmac_after_roundtrip").asText());
        }
    }

    static Stream<JsonNode> floats() {
        return Vectors.each("float_repr_table");
    }

    @ParameterizedTest
    @MethodSource("floats")
    void aFloatPrintsAsPythonPrintsIt(JsonNode row) {
        double value = Double.longBitsToDouble(
                Long.parseUnsignedLong(row.get("ieee754_hex").asText(), 16));

        assertThat(PythonFloat.repr(value)).isEqualTo(row.get("python_repr").asText());
        String back = Vectors.text(row, "canonical_after_jsonb");
        if (back != null && !row.get("jsonb_text").asText().contains("...")) { // the long ones are abridged
            assertThat(CanonicalJson.canonical(row.get("jsonb_text").asText())).isEqualTo(back);
        }
    }

    static Stream<JsonNode> texts() {
        return Vectors.each("sanitize_string");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aTextIsCleanedAsPythonCleansIt(JsonNode row) {
        assertThat(Sanitizer.text(row.get("input").asText(), row.get("max_len").asInt()))
                .isEqualTo(row.get("output").asText());
    }

    static Stream<JsonNode> payloads() {
        return Vectors.each("payload_hashes");
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void aPayloadHasItsHash(JsonNode row) {
        assertThat(PayloadHash.of(CanonicalJson.parse(row.get("value").toString())))
                .isEqualTo(row.get("sha256").asText());
    }

    static Stream<JsonNode> locks() {
        return Vectors.each("advisory_lock_keys");
    }

    @ParameterizedTest
    @MethodSource("locks")
    void aSessionHasItsLock(JsonNode row) {
        assertThat(SessionLock.key(UUID.fromString(row.get("session_id").asText())))
                .isEqualTo(row.get("lock_key").asLong());
    }

    static Stream<JsonNode> derived() {
        return Vectors.each("md5_session_uuids");
    }

    @ParameterizedTest
    @MethodSource("derived")
    void aDerivedSessionHasItsId(JsonNode row) {
        assertThat(SessionIds.md5(row.get("seed_utf8").asText()))
                .hasToString(row.get("session_uuid").asText());
    }

    static Stream<JsonNode> fingerprints() {
        return Vectors.each("fingerprints");
    }

    @ParameterizedTest
    @MethodSource("fingerprints")
    void aKeyHasItsFingerprint(JsonNode row) {
        String text = Vectors.text(row, "key_env_text");
        byte[] bytes = text == null
                ? HexFormat.of().parseHex(row.get("key_hex").asText())
                : text.getBytes(StandardCharsets.UTF_8);

        assertThat(ChainKey.ofBytes(bytes).fingerprint())
                .isEqualTo(row.get("fingerprint").asText());
    }

    static Stream<JsonNode> secrets() {
        return Vectors.each("secret_strength");
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void aWeakSecretIsRefused(JsonNode row) {
        String secret = row.get("secret").asText();

        boolean accepted;
        try {
            ChainKey.ofSecret(secret);
            accepted = true;
        } catch (WeakSecretException e) {
            accepted = false;
        }

        assertThat(accepted).isEqualTo(row.get("accepted").asBoolean());
    }

    @org.junit.jupiter.api.Test
    void aWebhookBodyIsSigned() {
        JsonNode webhook = Vectors.ALL.get("webhook");
        String canonical = CanonicalJson.canonical(webhook.get("payload").toString());

        assertThat(HexFormat.of().formatHex(canonical.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(webhook.get("canonical_hex").asText());
        assertThat("sha256="
                        + ChainKey.ofBytes(webhook.get("secret").asText().getBytes(StandardCharsets.UTF_8))
                                .mac(canonical.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(webhook.get("signature").asText());
    }

    @org.junit.jupiter.api.Test
    void aRowSignatureCoversTheMacToo() throws java.security.GeneralSecurityException {
        JsonNode vector = Vectors.ALL.get("ed25519");
        String pem = vector.get("public_key_pem").asText();
        byte[] der = java.util.Base64.getMimeDecoder()
                .decode(pem.replaceAll("-----[A-Z ]+-----", "").strip());
        var publicKey = java.security.KeyFactory.getInstance("Ed25519")
                .generatePublic(new java.security.spec.X509EncodedKeySpec(der));
        JsonNode chain = Vectors.ALL.get("chains").get(0).get("events").get(0);
        String eventId = vector.get("event_id").asText();
        JsonNode event = CanonicalVectorsTest.events()
                .map(arguments -> (JsonNode) arguments.get()[2])
                .filter(candidate -> candidate.get("event_id").asText().equals(eventId))
                .findFirst()
                .orElse(chain);
        ChainEvent signed = Vectors.event(
                event,
                UUID.fromString("0d9f7c1e-5b1a-4c02-9a55-1d7d3f0a6b01"),
                event.get("metadata_text_sent_to_postgres").asText());

        byte[] bytes = signed.signedBytes(event.get("hmac_hex").asText());

        assertThat(new String(bytes, StandardCharsets.US_ASCII))
                .isEqualTo(vector.get("canonical_with_hmac_utf8").asText());
        var verifier = java.security.Signature.getInstance("Ed25519");
        verifier.initVerify(publicKey);
        verifier.update(bytes);
        assertThat(verifier.verify(
                        HexFormat.of().parseHex(vector.get("signature_hex").asText())))
                .isTrue();
    }

    static Stream<JsonNode> tokens() {
        return Vectors.each("gate_tokens");
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void aTokenIsJudgedAsPythonJudgesIt(JsonNode row) {
        ChainKey key = ChainKey.ofSecret(row.get("verify_key_env_text").asText());
        String until = Vectors.text(row, "accept_v1_until");
        Map<String, String> environment = row.get("env").isEmpty()
                ? Map.of()
                : Map.of(
                        "GOVERNANCE_CHAIN_KEY_5a1f14ab6c7a0e7c",
                        "env://VEC_KEY_B64",
                        "VEC_KEY_B64",
                        java.util.Base64.getEncoder()
                                .encodeToString(HexFormat.of()
                                        .parseHex(Vectors.ALL
                                                .get("audit_key_bytes_hex")
                                                .asText())));

        String result;
        try {
            GateToken token = GateToken.verify(
                    row.get("token").asText(),
                    key,
                    new KeyMaterial(environment)::byPrefix,
                    until == null ? null : Timestamps.parse(until),
                    Instant.parse("2026-06-01T00:00:00Z"));
            result = "valid";
            assertThat(token.requestId()).hasToString(row.get("request_id").asText());
            assertThat(token.actionHash()).isEqualTo(row.get("action_hash").asText());
        } catch (TokenException e) {
            result = e.getMessage();
        }

        String expected = row.get("result").asText().equals("valid")
                ? "valid"
                : row.get("error").asText().replace("approval token: ", "");
        assertThat(result).isEqualTo(expected.startsWith("legacy v1 format") ? "token version too old" : expected);
    }

    static Stream<JsonNode> secretsShown() {
        return Vectors.each("redaction");
    }

    @ParameterizedTest
    @MethodSource("secretsShown")
    void whatPythonHidesIsHiddenToo(JsonNode row) {
        Redaction redaction = new Redaction(java.util.Set.of());
        JsonNode value = row.get("value");

        if (value.isTextual()) {
            assertThat(redaction.text(value.asText()))
                    .isEqualTo(row.get("redact_secrets").asText());
        } else {
            assertThat(String.valueOf(redaction.value(CanonicalJson.parse(value.toString()))))
                    .isEqualTo("{Password=***REDACTED***, passwords=***REDACTED***,"
                            + " nested={API_KEY=***REDACTED***, =***REDACTED***, my_token=***REDACTED***},"
                            + " list=[{Authorization=***REDACTED***}]}"); // substrings too, unlike Python
        }
    }
}

package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SignatureTest {
    private static final JsonNode VECTOR = Vectors.ALL.get("ed25519");
    private static final String PEM = VECTOR.get("public_key_pem").asText();
    private static final String FINGERPRINT = VECTOR.get("fingerprint").asText();
    private static final String SIGNATURE = VECTOR.get("signature_hex").asText();
    private static final AgentKeys IMPORTED = register(Map.of());

    private static AgentKeys register(Map<String, Long> revoked) {
        return AgentKeys.of(List.of(new AgentKeys.Key(FINGERPRINT, "governance.default", PEM, 0)), revoked);
    }

    /** The first chain of the vectors, its third row with a signature. */
    private static List<ChainRow> rows(RowSignature signature) {
        List<ChainRow> rows = new ArrayList<>(Vectors.rows(Vectors.chain("S1_basic")));
        rows.replaceAll(row ->
                row.event().eventId().toString().equals(VECTOR.get("event_id").asText())
                        ? signed(row, signature)
                        : row);
        return rows;
    }

    private static ChainRow signed(ChainRow row, RowSignature signature) {
        return new ChainRow(row.chainSeq(), row.event(), row.hmacValue(), null, signature);
    }

    private static SessionVerdict verify(AgentKeys keys, RowSignature signature) {
        return verify(keys, rows(signature));
    }

    private static SessionVerdict verify(AgentKeys keys, List<ChainRow> rows) {
        SessionVerifier verifier = new SessionVerifier(
                rows.get(0).event().sessionId(), KeyRing.single(Vectors.KEY).with(keys));
        rows.forEach(verifier::accept);
        return verifier.finish();
    }

    private static RowSignature genuine() {
        return new RowSignature(SIGNATURE, FINGERPRINT, "signed");
    }

    private static String inShort(SessionVerdict verdict) {
        Finding first = verdict.first();
        return first == null ? verdict.status().code() : first.kind().code() + "@" + first.position();
    }

    @Test
    void theSignedBytesAreThoseOfTheVector() {
        ChainRow row = rows(genuine()).get(2);

        assertThat(new String(row.event().signedBytes(row.hmacValue()), StandardCharsets.US_ASCII))
                .isEqualTo(VECTOR.get("canonical_with_hmac_utf8").asText());
    }

    @Test
    void aKeyIsNamedByTheDigestOfItsText() {
        assertThat(AgentPublicKey.ofPem(PEM).fingerprint()).isEqualTo("f0ff50dacf109dea7f716d7c03eb7a82");
        assertThat(AgentPublicKey.ofPem(PEM).pem()).isEqualTo(PEM);
    }

    @Test
    void lineBreaksOfAnotherSystemMakeNoOtherKey() {
        String carried = "\r\n" + PEM.strip().replace("\n", "\r\n");

        assertThat(AgentPublicKey.ofPem(carried).fingerprint()).isEqualTo(FINGERPRINT);
    }

    @Test
    void whatIsNoPublicKeyIsRefused() throws GeneralSecurityException {
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        String other = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(rsa.getPublic().getEncoded()) + "\n-----END PUBLIC KEY-----\n";

        assertThatThrownBy(() -> AgentPublicKey.ofPem(other)).hasMessageContaining("no Ed25519 public key");
        assertThatThrownBy(() -> AgentPublicKey.ofPem(PEM.replace("PUBLIC", "PRIVATE")))
                .hasMessageContaining("BEGIN PUBLIC KEY");
        assertThatThrownBy(() -> AgentPublicKey.ofPem(PEM + PEM)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AgentPublicKey.ofPem("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aGenuineSignatureIsCountedAndTold() {
        SessionVerdict verdict = verify(IMPORTED, genuine());

        assertThat(verdict.status()).isEqualTo(SessionVerdict.Status.VERIFIED);
        assertThat(verdict.signatures()).isEqualTo(new Signatures(1, 3, 0, 0, 0));
        assertThat(Wording.sentence(verdict)).endsWith(" Ed25519 signatures of 1 event hold, too.");
    }

    @Test
    void aForgedSignatureIsTampering() {
        SessionVerdict verdict =
                verify(IMPORTED, new RowSignature(SIGNATURE.replaceFirst("^a9", "a8"), FINGERPRINT, "signed"));

        assertThat(inShort(verdict)).isEqualTo("signature_invalid@3");
        assertThat(verdict.status()).isEqualTo(SessionVerdict.Status.TAMPERED);
        assertThat(verdict.signatures().invalid()).isEqualTo(1);
        assertThat(Wording.headline(verdict)).isEqualTo("TAMPERED at event 3");
        assertThat(Wording.sentence(verdict))
                .isEqualTo("The event's Ed25519 signature does not fit what it says. 4 of 4 events match their HMAC;"
                        + " 3 of 3 links hold.");
    }

    @Test
    void aSignatureOfAnotherRowOrOfAnotherLengthIsInvalid() {
        List<ChainRow> moved = rows(RowSignature.NONE);
        moved.set(1, signed(moved.get(1), genuine()));

        assertThat(inShort(verify(IMPORTED, moved))).isEqualTo("signature_invalid@2");
        assertThat(inShort(verify(IMPORTED, new RowSignature(SIGNATURE + "00", FINGERPRINT, "signed"))))
                .isEqualTo("signature_invalid@3");
        assertThat(inShort(verify(IMPORTED, new RowSignature("", FINGERPRINT, "signed"))))
                .isEqualTo("signature_invalid@3");
        assertThat(inShort(verify(IMPORTED, new RowSignature("zz", FINGERPRINT, "signed"))))
                .isEqualTo("signature_invalid@3");
    }

    @Test
    void halfASignatureIsTampering() {
        assertThat(inShort(verify(IMPORTED, new RowSignature(SIGNATURE, null, "unsigned"))))
                .isEqualTo("signature_invalid@3");
        SessionVerdict verdict = verify(AgentKeys.NONE, new RowSignature(null, FINGERPRINT, "unsigned"));
        assertThat(inShort(verdict)).isEqualTo("signature_invalid@3");
        assertThat(Wording.sentence(verdict)).startsWith("A part of the event's Ed25519 signature was taken away.");
    }

    @Test
    void aRowThatSaysItIsSignedAndIsNotWasStrippedOfItsSignature() {
        assertThat(inShort(verify(IMPORTED, new RowSignature(null, null, "signed"))))
                .isEqualTo("signature_invalid@3");
    }

    @Test
    void rowsThatNobodySignedAreFine() {
        for (String status :
                new String[] {null, "unsigned", "legacy_unsigned", "unsigned_local_failure", "a word of later"}) {
            SessionVerdict verdict = verify(IMPORTED, new RowSignature(null, null, status));

            assertThat(verdict.isVerified()).as(status).isTrue();
            assertThat(verdict.signatures()).isEqualTo(new Signatures(0, 4, 0, 0, 0));
        }
    }

    @Test
    void anUnknownKeyIsToldOnceAndChangesNoVerdict() {
        List<ChainRow> rows = rows(genuine());
        rows.set(3, signed(rows.get(3), genuine()));

        SessionVerdict verdict = verify(AgentKeys.NONE, rows);

        assertThat(verdict.isVerified()).isTrue();
        assertThat(verdict.signatures()).isEqualTo(new Signatures(0, 2, 2, 0, 0));
        assertThat(verdict.findings())
                .extracting(Finding::detail)
                .containsExactly("Signed with Ed25519 key f0ff50dacf109dea, which was not imported here, so its"
                        + " signatures were not checked.");
        assertThat(Wording.sentence(verdict))
                .endsWith(" 2 events are signed with an Ed25519 key that was not imported here; that was not checked.");
    }

    @Test
    void aRevokedKeyLeavesItsRowsUnprovenFromThereOn() {
        SessionVerdict at = verify(register(Map.of(FINGERPRINT, 3L)), genuine());
        SessionVerdict later = verify(register(Map.of(FINGERPRINT, 4L)), genuine());

        assertThat(at.status()).isEqualTo(SessionVerdict.Status.UNVERIFIABLE);
        assertThat(inShort(at)).isEqualTo("signature_revoked@3");
        assertThat(Wording.headline(at)).isEqualTo("Cannot verify 1 of 4 events");
        assertThat(Wording.sentence(at))
                .isEqualTo("Signed with Ed25519 key f0ff50dacf109dea, which was revoked from sequence number 3 on.");
        assertThat(later.isVerified()).isTrue();
        assertThat(later.signatures().signed()).isEqualTo(1);
    }

    @Test
    void aRevocationCountsEvenWhenTheKeyWasNeverImported() {
        AgentKeys keys = AgentKeys.of(List.of(), Map.of(FINGERPRINT, 0L));

        assertThat(verify(keys, genuine()).signatures().revoked()).isEqualTo(1);
    }

    @Test
    void aKeyStoredUnderAnotherKeysNameIsNoKey() throws GeneralSecurityException {
        KeyPair own = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getEncoder().encodeToString(own.getPublic().getEncoded()) + "\n-----END PUBLIC KEY-----\n";
        AgentKeys swapped = AgentKeys.of(List.of(new AgentKeys.Key(FINGERPRINT, "a", pem, 0)), Map.of());
        ChainRow row = rows(genuine()).get(2);
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(own.getPrivate());
        signer.update(row.event().signedBytes(row.hmacValue()));
        String forged = HexFormat.of().formatHex(signer.sign());

        assertThat(verify(swapped, new RowSignature(forged, FINGERPRINT, "signed"))
                        .signatures()
                        .unknownKey())
                .isEqualTo(1);
    }

    @Test
    void aNumberThatPostgresRewroteBreaksNoSignature() throws GeneralSecurityException {
        KeyPair own = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        AgentPublicKey key = AgentPublicKey.ofPem("-----BEGIN PUBLIC KEY-----\n"
                + Base64.getEncoder().encodeToString(own.getPublic().getEncoded()) + "\n-----END PUBLIC KEY-----\n");
        List<ChainRow> rows = new ArrayList<>(Vectors.rows(Vectors.chain("S3_numbers_that_break")));
        ChainRow broken = rows.get(1);
        String signed = NumericRoundTrip.readings(broken.event().metadataJson())
                .filter(reading -> Vectors.KEY.matches(broken.event().canonicalBytes(reading), broken.hmacValue()))
                .findFirst()
                .orElseThrow();
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(own.getPrivate());
        signer.update(broken.event().signed(signed, broken.hmacValue()));
        String hex = HexFormat.of().formatHex(signer.sign());
        AgentKeys keys = AgentKeys.of(List.of(new AgentKeys.Key(key.fingerprint(), "a", key.pem(), 0)), Map.of());

        ChainRow row = signed(broken, new RowSignature(hex, key.fingerprint(), "signed"));

        assertThat(new SignatureCheck(keys).check(row)).isEqualTo(SignatureVerdict.SIGNED);
    }

    @Test
    void aChangedRowIsSaidOnce() {
        List<ChainRow> rows = rows(genuine());
        ChainEvent event = rows.get(2).event();
        ChainEvent changed = new ChainEvent(
                event.eventId(),
                event.sessionId(),
                event.agentId(),
                event.parentEventId(),
                "tool.call",
                event.model(),
                event.inputHash(),
                event.outputHash(),
                event.metadataJson(),
                event.prevHash(),
                event.createdAt());
        rows.set(2, new ChainRow(3, changed, rows.get(2).hmacValue(), null, genuine()));

        SessionVerdict verdict = verify(IMPORTED, rows);

        assertThat(verdict.findings())
                .extracting(finding -> finding.kind().code())
                .containsExactly("row_modified");
        assertThat(verdict.signatures().invalid()).isEqualTo(1);
    }

    @Test
    void underATimeThatIsNoneASignatureIsInvalidAndStopsNothing() {
        ChainEvent event = new ChainEvent(
                new UUID(1, 1), new UUID(2, 2), "a", null, "tool.call", null, null, null, "{}", null, Instant.MAX);

        SessionVerdict verdict = verify(IMPORTED, List.of(new ChainRow(1, event, "0".repeat(64), null, genuine())));

        assertThat(verdict.status()).isEqualTo(SessionVerdict.Status.TAMPERED);
        assertThat(verdict.signatures().invalid()).isEqualTo(1);
    }

    @Test
    void aStrangeNameOfAKeyIsNotRepeated() {
        SessionVerdict verdict = verify(AgentKeys.NONE, new RowSignature(SIGNATURE, "\u001b[2J<b>", "signed"));

        assertThat(verdict.findings().get(0).detail()).startsWith("Signed with Ed25519 key of an unreadable name");
    }

    @Test
    void aRegisterThatIsTooLargeIsRefusedRatherThanCut() {
        Map<String, Long> many = new HashMap<>();
        List<AgentKeys.Key> keys = new ArrayList<>();
        for (int i = 0; i < AgentKeys.LIMIT; i++) {
            many.put("key" + i, 0L);
            keys.add(new AgentKeys.Key("key" + i, "agent", PEM, 0));
        }
        assertThat(AgentKeys.of(keys, many).knows("key9999")).isTrue();
        assertThat(AgentKeys.of(keys, many).knows("key10000")).isFalse();

        many.put("key10000", 0L);
        keys.add(new AgentKeys.Key("key10000", "agent", PEM, 0));

        assertThatThrownBy(() -> AgentKeys.of(List.of(), many)).hasMessageContaining("more than 10000");
        assertThatThrownBy(() -> AgentKeys.of(keys, Map.of())).hasMessageContaining("more than 10000");
    }

    @Test
    void aRowSignedWithTheOldKeyAfterARotationIsNamedAsThat() {
        ChainKey next = ChainKey.ofSecret("another-secret-of-enough-length-0123456789");
        List<KeyVersion> versions = List.of(
                new KeyVersion(1, Vectors.KEY.fingerprint(), 0, 4L), new KeyVersion(2, next.fingerprint(), 4, null));
        KeyRing ring = KeyRing.of(next, versions, fingerprint -> Optional.of(Vectors.KEY))
                .markedBy(List.of(Handover.marker(3, Vectors.KEY, next)));
        SessionVerifier verifier =
                new SessionVerifier(rows(RowSignature.NONE).get(0).event().sessionId(), ring);

        rows(RowSignature.NONE).forEach(verifier::accept);

        assertThat(inShort(verifier.finish())).isEqualTo("key_retired@4");
        assertThat(Wording.sentence(verifier.finish()))
                .startsWith("Signed with key 5a1f14ab6c7a0e7c, which had been rotated out before:");
    }

    @Test
    void aSignatureThatFitsNoReadingOfItsNumbersIsInvalid() {
        ChainRow large = Vectors.rows(Vectors.chain("S3_numbers_that_break")).get(1);

        ChainRow forged = signed(large, new RowSignature("ab".repeat(64), FINGERPRINT, "signed"));

        assertThat(NumericRoundTrip.readings(large.event().metadataJson())).isNotEmpty();
        assertThat(new SignatureCheck(IMPORTED).check(forged)).isEqualTo(SignatureVerdict.INVALID);
    }

    @Test
    void unknownKeysAreNamedUpToALimit() {
        WrittenSession written = new WrittenSession();
        written.append(30);
        List<ChainRow> rows = new ArrayList<>();
        for (ChainRow row : written.rows) {
            rows.add(signed(row, new RowSignature(SIGNATURE, String.format("%032x", row.chainSeq()), "signed")));
        }

        SessionVerdict verdict = written.verdict(Vectors.KEYS, rows);

        assertThat(verdict.findings()).hasSize(20);
        assertThat(verdict.signatures().unknownKey()).isEqualTo(30);
    }
}

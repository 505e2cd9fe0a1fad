package dev.governance.chain.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.AgentKeys;
import dev.governance.chain.AgentPublicKey;
import dev.governance.chain.ChainRow;
import dev.governance.chain.KeyRing;
import dev.governance.chain.Marked;
import dev.governance.chain.RowSignature;
import dev.governance.chain.Signatures;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureScanTest {
    @TempDir
    Path folder;

    private final KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    private final AgentPublicKey key = AgentPublicKey.ofPem("-----BEGIN PUBLIC KEY-----\n"
            + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()) + "\n-----END PUBLIC KEY-----\n");
    private final AgentKeys imported = register(Map.of());
    private final ChainRow row = new WrittenLog(1).append(new UUID(1, 1), "tool.call", WrittenLog.KEY);

    SignatureScanTest() throws GeneralSecurityException {}

    private AgentKeys register(Map<String, Long> revoked) {
        return AgentKeys.of(List.of(new AgentKeys.Key(key.fingerprint(), "agent", key.pem(), 0)), revoked);
    }

    private String genuine() throws GeneralSecurityException {
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(pair.getPrivate());
        signer.update(row.event().signedBytes(row.hmacValue()));
        return HexFormat.of().formatHex(signer.sign());
    }

    private LogTotals scanned(AgentKeys keys, RowSignature... signatures) {
        try (SegmentFiles files = new SegmentFiles(folder)) {
            LogScan scan = new LogScan(KeyRing.single(WrittenLog.KEY).with(keys), Marked.NONE, files);
            for (RowSignature signature : signatures) {
                scan.take(CopyData.of(new ChainRow(row.chainSeq(), row.event(), row.hmacValue(), null, signature)));
            }
            scan.finish();
            return files.join(session -> {});
        }
    }

    @Test
    void whatFitsIsSignedAndWhatDoesNotIsSuspect() throws GeneralSecurityException {
        LogTotals fits = scanned(imported, new RowSignature(genuine(), key.fingerprint(), "signed"));
        LogTotals forged = scanned(imported, new RowSignature("ab".repeat(64), key.fingerprint(), "signed"));

        assertThat(fits.signatures()).isEqualTo(new Signatures(1, 0, 0, 0, 0));
        assertThat(fits.suspects()).isZero();
        assertThat(forged.signatures()).isEqualTo(new Signatures(0, 0, 0, 0, 1));
        assertThat(forged.suspects()).isEqualTo(1);
    }

    @Test
    void aSignatureOfWhichAPartIsGoneIsSuspect() throws GeneralSecurityException {
        List<RowSignature> parts = List.of(
                new RowSignature(genuine(), null, "signed"),
                new RowSignature(null, key.fingerprint(), "signed"),
                new RowSignature(null, null, "signed"));

        for (RowSignature part : parts) {
            assertThat(scanned(imported, part).suspects()).as(part.toString()).isEqualTo(1);
        }
        assertThat(scanned(imported, new RowSignature(null, null, "unsigned")).suspects())
                .isZero();
        assertThat(scanned(imported, RowSignature.NONE).signatures()).isEqualTo(new Signatures(0, 1, 0, 0, 0));
    }

    @Test
    void aKeyThatNobodyImportedIsOnlyCountedWhicheverKeyCameBefore() throws GeneralSecurityException {
        RowSignature known = new RowSignature(genuine(), key.fingerprint(), "signed");
        RowSignature stranger = new RowSignature("ab".repeat(64), "cd".repeat(16), "signed");

        LogTotals alone = scanned(imported, stranger);
        LogTotals mixed = scanned(imported, known, stranger, known, stranger);

        assertThat(alone.suspects()).isZero();
        assertThat(alone.signatures().unknownKey()).isEqualTo(1);
        assertThat(mixed.signatures()).isEqualTo(new Signatures(2, 0, 2, 0, 0));
    }

    @Test
    void aRevokedKeyLeavesItsRowsUnproven() throws GeneralSecurityException {
        RowSignature signature = new RowSignature(genuine(), key.fingerprint(), "signed");

        LogTotals revoked = scanned(register(Map.of(key.fingerprint(), row.chainSeq())), signature);
        LogTotals never = scanned(AgentKeys.of(List.of(), Map.of(key.fingerprint(), 0L)), signature);
        LogTotals later = scanned(register(Map.of(key.fingerprint(), row.chainSeq() + 1)), signature);

        assertThat(revoked.unproven()).isEqualTo(1);
        assertThat(revoked.unprovenSessions()).isEqualTo(1);
        assertThat(revoked.suspects()).isZero();
        assertThat(never.unproven()).isEqualTo(1);
        assertThat(later.unproven()).isZero();
    }

    @Test
    void whatSeveralScansCountedIsAddedUp() throws GeneralSecurityException {
        AgentKeys keys = AgentKeys.of(
                List.of(new AgentKeys.Key(key.fingerprint(), "agent", key.pem(), 0)), Map.of("ee".repeat(16), 0L));
        List<RowSignature> each = List.of(
                new RowSignature(genuine(), key.fingerprint(), "signed"),
                RowSignature.NONE,
                new RowSignature("ab".repeat(64), "cd".repeat(16), "signed"),
                new RowSignature("ab".repeat(64), "ee".repeat(16), "signed"),
                new RowSignature("ab".repeat(64), key.fingerprint(), "signed"));

        try (SegmentFiles files = new SegmentFiles(folder)) {
            for (int i = 0; i < 2; i++) {
                LogScan scan = new LogScan(KeyRing.single(WrittenLog.KEY).with(keys), Marked.NONE, files);
                each.forEach(signature -> scan.take(
                        CopyData.of(new ChainRow(row.chainSeq(), row.event(), row.hmacValue(), null, signature))));
                scan.finish();
            }

            assertThat(files.join(session -> {}).signatures()).isEqualTo(new Signatures(2, 2, 2, 2, 2));
        }
    }
}

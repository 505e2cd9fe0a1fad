package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MarkHeadTest {
    /** The first key of RFC 8032 §7.1, in PKCS #8 and in X.509. */
    private static final String PRIVATE = base64(
            "302e020100300506032b657004220420" + "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

    private static final String PUBLIC =
            base64("302a300506032b6570032100" + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");

    /** SHA-256 of the X.509 form. */
    private static final String FINGERPRINT = "06e3fd8fda29bb60ab59557de61edb0aecdb231134be30e75b455f8e1b792fa9";

    private static final MarksKey KEY = MarksKey.parse(PRIVATE);

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    private static MarkHead head(long number, String root, String reason) {
        return MarkHead.signed(
                KEY,
                number,
                Instant.parse("2026-05-01T10:00:00.123456Z"),
                new Marked(100, SeqRanges.parse("7,20-30")),
                2,
                88,
                root,
                MarkHead.NOTHING,
                reason);
    }

    @Test
    void thePublicKeyFollowsFromThePrivateOne() {
        assertThat(KEY.publicKey()).isEqualTo(MarksPublicKey.parse(PUBLIC));
        assertThat(MarksPublicKey.parse(KEY.publicKey().pem())).isEqualTo(KEY.publicKey());
        assertThat(MarksKey.random().publicKey()).isNotEqualTo(KEY.publicKey());
        assertThat(MarksKey.random().publicKey()).isNotEqualTo(MarksKey.random().publicKey());
        assertThat(KEY).hasToString("MarksKey[" + FINGERPRINT + "]");
        assertThat(KEY.publicKey().fingerprint()).isEqualTo(FINGERPRINT);
        assertThat(KEY.secretText()).isEqualTo(PRIVATE);
    }

    @Test
    void aKeyInPemIsRead() {
        String pem = "-----BEGIN PRIVATE KEY-----\n" + PRIVATE + "\n-----END PRIVATE KEY-----\n";

        assertThat(MarksKey.parse(pem).publicKey()).isEqualTo(KEY.publicKey());
    }

    @Test
    void aKeyThatCannotBeReadIsNotRepeated() {
        for (String text : new String[] {"secret-words", "", PUBLIC, PRIVATE.substring(4)}) {
            assertThatThrownBy(() -> MarksKey.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("secret-words")
                    .hasMessageNotContaining(PRIVATE.substring(8));
        }
        assertThat(KEY.toString()).doesNotContain(PRIVATE.substring(20));
    }

    @Test
    void aHeadIsTrueToItsKeyAlone() {
        MarkHead head = head(1, "aa", null);

        assertThat(head.isSignedBy(KEY.publicKey())).isTrue();
        assertThat(head.isSignedBy(MarksKey.random().publicKey())).isFalse();
    }

    @Test
    void aSignatureOfAnotherFormIsNone() {
        MarkHead head = head(1, "aa", null);

        for (String signature :
                List.of("", head.signature() + "00", head.signature().substring(2), "x".repeat(128))) {
            assertThat(KEY.publicKey().signed(head.canonicalBytes(), signature))
                    .as(signature)
                    .isFalse();
        }
    }

    /** The bytes are written out here; signature and hash were made of them with OpenSSL and sha256sum. */
    @Test
    void whatIsSignedIsALineForEachPart() {
        MarkHead head = head(1, "aa", "first");

        assertThat(new String(head.canonicalBytes(), StandardCharsets.UTF_8))
                .isEqualTo(String.join(
                        "\n",
                        "governance.marks.head.v1",
                        "1",
                        "2026-05-01T10:00:00.123456+00:00",
                        "100",
                        "7,20-30",
                        "2",
                        "88",
                        "aa",
                        "0".repeat(64),
                        FINGERPRINT,
                        "=first"));
        assertThat(head.signature())
                .isEqualTo("2fed15826d7f368534fe2bedaab06a53bdd61526a8564164f65d6a29a4277323"
                        + "2fe087658c62b57b682b99e5444d97de68b4427ee5c7ed348fdf1ea253ee8406");
        assertThat(head.hash()).isEqualTo("ce3e8d489ff3b85ea73f9ff09f952ea23c930172615b224fe8b53bdec324a4ef");
    }

    @Test
    void aReasonMakesAHeadAnAdoptionAndItsWordsAreSigned() {
        MarkHead adoption = head(1, "aa", "first");
        MarkHead further = head(1, "aa", null);

        assertThat(adoption.isAdoption()).isTrue();
        assertThat(further.isAdoption()).isFalse();
        assertThat(new String(further.canonicalBytes(), StandardCharsets.UTF_8)).endsWith("\n-");
        assertThat(with(adoption, 1, adoption.marked(), 2, 88, "aa", "other").isSignedBy(KEY.publicKey()))
                .isFalse();
    }

    @Test
    void everyPartOfAHeadIsSigned() {
        MarkHead head = head(1, "aa", "first");
        MarksPublicKey key = KEY.publicKey();

        assertThat(with(head, 2, head.marked(), 2, 88, "aa", "first").isSignedBy(key))
                .isFalse();
        assertThat(with(head, 1, new Marked(101, SeqRanges.NONE), 2, 88, "aa", "first")
                        .isSignedBy(key))
                .isFalse();
        assertThat(with(head, 1, head.marked(), 3, 88, "aa", "first").isSignedBy(key))
                .isFalse();
        assertThat(with(head, 1, head.marked(), 2, 89, "aa", "first").isSignedBy(key))
                .isFalse();
        assertThat(with(head, 1, head.marked(), 2, 88, "ab", "first").isSignedBy(key))
                .isFalse();
        assertThat(with(head, 1, head.marked(), 2, 88, "aa", null).isSignedBy(key))
                .isFalse();
        assertThat(with(head, 1, head.marked(), 2, 88, "aa", "first").isSignedBy(key))
                .isTrue();
    }

    private static MarkHead with(
            MarkHead head, long number, Marked marked, long sessions, long events, String root, String reason) {
        return new MarkHead(
                number,
                head.at(),
                marked,
                sessions,
                events,
                root,
                head.previous(),
                reason,
                head.keyFingerprint(),
                head.signature());
    }

    @Test
    void theHashTellsHeadsApart() {
        assertThat(head(1, "aa", null).hash())
                .hasSize(64)
                .isEqualTo(head(1, "aa", null).hash())
                .isNotEqualTo(head(2, "aa", null).hash());
    }

    @Test
    void aScanFindsAnyMarkThatIsNotStated() {
        Mark one = new Mark(3, 9, new UUID(1, 2), "mac", "00".repeat(32));
        Mark older = new Mark(2, 8, new UUID(1, 1), "mac", "00".repeat(32));
        SetHash hash = new SetHash();
        hash.add(new UUID(5, 5), one);
        MarkHead head = MarkHead.signed(KEY, 1, Instant.EPOCH, Marked.NONE, 1, 3, hash.root(), MarkHead.NOTHING, null);

        assertThat(scan(one).isWhatStates(head)).isTrue();
        assertThat(scan(older).isWhatStates(head)).isFalse();
        assertThat(new MarksScan().isWhatStates(head)).isFalse();
    }

    private static MarksScan scan(Mark mark) {
        MarksScan scan = new MarksScan();
        scan.accept(new UUID(5, 5), mark);
        return scan;
    }
}

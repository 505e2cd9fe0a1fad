package dev.governance.chain;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Seals a bundle of evidence in two ways: by the console's Ed25519 key, which anybody can check who has its public half, and
 * as the Python console does, by SHA-256 and an HMAC that whoever has the audit secret can check and make.
 *
 * <p>The Ed25519 signature covers the canonical JSON of all but {@code bundle_hash} and the two signatures' own texts; the
 * hash and the HMAC cover it, too.
 */
public final class EvidenceSeal {
    private static final String HASH = "bundle_hash";
    private static final String BY_SECRET = "bundle_signature";
    private static final String BY_CONSOLE = "console_signature";
    private static final String ALGORITHM = "algorithm";
    private static final String FINGERPRINT = "key_fingerprint";
    private static final String TEXT = "signature";

    /** No head of the marks, which the same key signs, begins so. */
    private static final String CONTEXT = "governance evidence bundle 1\n";

    /** What became of a part of the seal. */
    public enum Part {
        HOLDS,
        BROKEN,
        /** What it takes to check it is not here. */
        UNCHECKED
    }

    /**
     * What a bundle's seal shows.
     *
     * @param exact whether the text is byte for byte what is sealed, but for blanks around it
     * @param console the Ed25519 signature, over all but the other two
     * @param hash SHA-256 of the content
     * @param secret the HMAC; unchecked without the audit secret
     * @param signer the fingerprint of the key that the bundle names
     */
    public record Shown(boolean exact, Part console, Part hash, Part secret, String signer) {
        /** Whether nobody changed it, as far as the public key tells. */
        public boolean holds() {
            return exact && console == Part.HOLDS && hash == Part.HOLDS && secret != Part.BROKEN;
        }
    }

    /**
     * The sealed bundle in canonical form, which is what is to be kept.
     *
     * @param json the content, an object without the members that the seal adds
     * @throws IllegalArgumentException when it is no object
     */
    public static String sealed(String json, ChainKey secret, MarksKey console) {
        Map<String, @Nullable Object> bundle = object(json);
        bundle.put(BY_SECRET, seal("HMAC-SHA256", secret.fingerprint()));
        bundle.put(BY_CONSOLE, seal("Ed25519", console.publicKey().fingerprint()));
        part(bundle, BY_CONSOLE).put(TEXT, console.sign(signed(bundle)));
        bundle.put(HASH, hash(bundle));
        part(bundle, BY_SECRET).put(TEXT, secret.mac(bytes(canonical(bundle))));
        return canonical(bundle);
    }

    /**
     * Checks a bundle.
     *
     * @param secret null where it is not known
     * @throws IllegalArgumentException when the text is no sealed bundle at all
     */
    public static Shown check(String text, MarksPublicKey console, @Nullable ChainKey secret) {
        Map<String, @Nullable Object> bundle = object(text);
        String hash = String.valueOf(bundle.get(HASH));
        String mac = take(bundle, BY_SECRET);
        String signature = text(bundle, BY_CONSOLE, TEXT);
        String signer = text(bundle, BY_CONSOLE, FINGERPRINT);
        boolean exact = text.strip().equals(CanonicalJson.canonical(text));
        byte[] sealed = bytes(canonical(bundle));
        Part known = secret == null || !secret.fingerprint().equals(text(bundle, BY_SECRET, FINGERPRINT))
                ? Part.UNCHECKED
                : part(secret.matches(sealed, mac));
        Part hashed = part(hash(bundle).equals(hash));
        boolean named = signer.equals(console.fingerprint())
                && text(bundle, BY_CONSOLE, ALGORITHM).equals("Ed25519");
        return new Shown(exact, part(named && console.signed(signed(bundle), signature)), hashed, known, signer);
    }

    private static Part part(boolean holds) {
        return holds ? Part.HOLDS : Part.BROKEN;
    }

    private static Map<String, @Nullable Object> seal(String algorithm, String fingerprint) {
        return new TreeMap<>(Map.of(ALGORITHM, algorithm, FINGERPRINT, fingerprint, TEXT, ""));
    }

    private static byte[] signed(Map<String, @Nullable Object> bundle) {
        return bytes(CONTEXT
                + canonical(without(bundle, copy -> {
                    part(copy, BY_CONSOLE).put(TEXT, "");
                    part(copy, BY_SECRET).put(TEXT, "");
                })));
    }

    private static String hash(Map<String, @Nullable Object> bundle) {
        return HexFormat.of().formatHex(Digests.sha256().digest(bytes(canonical(without(bundle, copy -> {})))));
    }

    /** A copy without the hash, whose seals may be changed. */
    private static Map<String, @Nullable Object> without(
            Map<String, @Nullable Object> bundle, Consumer<Map<String, @Nullable Object>> change) {
        Map<String, @Nullable Object> copy = new TreeMap<>(bundle);
        copy.remove(HASH);
        copy.put(BY_CONSOLE, new TreeMap<>(part(bundle, BY_CONSOLE)));
        copy.put(BY_SECRET, new TreeMap<>(part(bundle, BY_SECRET)));
        change.accept(copy);
        return copy;
    }

    /** Takes the text of a seal away, as it was when the seal was made. */
    private static String take(Map<String, @Nullable Object> bundle, String seal) {
        String text = text(bundle, seal, TEXT);
        Map<String, @Nullable Object> copy = new TreeMap<>(part(bundle, seal));
        copy.put(TEXT, "");
        bundle.put(seal, copy);
        return text;
    }

    private static String text(Map<String, @Nullable Object> bundle, String seal, String member) {
        if (part(bundle, seal).get(member) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("its " + seal + " has no " + member);
    }

    @SuppressWarnings("unchecked") // the reader's maps have strings for keys
    private static Map<String, @Nullable Object> part(Map<String, @Nullable Object> bundle, String seal) {
        if (bundle.get(seal) instanceof Map<?, ?> members) {
            return (Map<String, @Nullable Object>) members;
        }
        throw new IllegalArgumentException("it has no " + seal);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> object(String json) {
        if (CanonicalJson.parse(json) instanceof Map<?, ?> members) {
            return new TreeMap<>((Map<String, @Nullable Object>) members);
        }
        throw new IllegalArgumentException("it is no JSON object");
    }

    private static String canonical(Map<String, @Nullable Object> bundle) {
        StringBuilder out = new StringBuilder();
        CanonicalJson.append(out, bundle);
        return out.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private EvidenceSeal() {}
}

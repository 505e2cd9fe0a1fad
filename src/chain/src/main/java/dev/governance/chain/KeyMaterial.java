package dev.governance.chain;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds historical keys where the environment says: {@code GOVERNANCE_CHAIN_KEY_<first 16 hex digits>} holds
 * {@code env://NAME} or {@code file:///path}, or the key itself in base64. Keys that are at hand anyway need no such name.
 */
public final class KeyMaterial implements Function<String, Optional<ChainKey>> {
    private static final String VARIABLE = "GOVERNANCE_CHAIN_KEY_";
    private static final int PREFIX = 16;
    private static final long SIZE_LIMIT = 64 * 1024;

    private final Map<String, String> environment;
    private final List<ChainKey> atHand;

    public KeyMaterial(Map<String, String> environment) {
        this(environment, List.of());
    }

    /**
     * Finds those that the environment names, and a few more.
     *
     * @param atHand they are found without a name
     */
    public KeyMaterial(Map<String, String> environment, List<ChainKey> atHand) {
        this.environment = Map.copyOf(environment);
        this.atHand = List.copyOf(atHand);
    }

    @Override
    public Optional<ChainKey> apply(String fingerprint) {
        return byPrefix(fingerprint.substring(0, Math.min(PREFIX, fingerprint.length())))
                .filter(key -> key.fingerprint().equals(fingerprint));
    }

    /** Finds the key whose fingerprint begins with 16 given digits. */
    public Optional<ChainKey> byPrefix(String prefix) {
        return Stream.concat(atHand.stream(), named(prefix))
                .filter(key -> key.prefix().equals(prefix))
                .findFirst();
    }

    private Stream<ChainKey> named(String prefix) {
        String place = environment.get(VARIABLE + prefix);
        return place == null ? Stream.empty() : candidates(place).map(ChainKey::ofBytes);
    }

    private Stream<byte[]> candidates(String place) {
        if (place.startsWith("env://")) {
            return readings(environment.get(place.substring("env://".length())));
        }
        if (place.startsWith("file:")) {
            return file(place);
        }
        return readings(place);
    }

    /** A hex secret is valid base64 too, so the text itself is tried first and the fingerprint decides. */
    private static Stream<byte[]> readings(@Nullable String value) {
        if (value == null) {
            return Stream.empty();
        }
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        try {
            return Stream.of(text, Base64.getDecoder().decode(value));
        } catch (IllegalArgumentException e) {
            return Stream.of(text);
        }
    }

    private static Stream<byte[]> file(String place) {
        try {
            Path path = Path.of(URI.create(place));
            if (Files.size(path) > SIZE_LIMIT) {
                return Stream.empty();
            }
            byte[] bytes = Files.readAllBytes(path);
            String text = new String(bytes, StandardCharsets.UTF_8).strip();
            return Stream.concat(Stream.of(bytes), readings(text));
        } catch (IOException | IllegalArgumentException e) {
            return Stream.empty(); // not available, which the verdict says
        }
    }
}

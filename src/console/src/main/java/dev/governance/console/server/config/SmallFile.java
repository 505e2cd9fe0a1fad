package dev.governance.console.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the file of a key, which is a short text. */
public final class SmallFile {
    private static final int LIMIT = 64 * 1024; // bytes

    /**
     * The whole text; blocks.
     *
     * @throws StartProblem when it cannot be read, is larger or is no UTF-8
     */
    public static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw new StartProblem("the key's file has more than " + LIMIT + " bytes: " + file);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new StartProblem("the key's file is no text, which a key is here: " + file, e);
        } catch (IOException e) {
            throw new StartProblem("the key's file cannot be read: " + file, e);
        }
    }

    private SmallFile() {}
}

package dev.governance.sdk.llm;

import java.io.IOException;
import java.io.InputStream;

/** A body that broke off while it was read ahead: whoever reads it learns why, as he would have. */
final class BrokenStream extends InputStream {
    private final IOException problem;

    BrokenStream(IOException problem) {
        this.problem = problem;
    }

    @Override
    public int read() throws IOException {
        throw problem;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        throw problem;
    }
}

package dev.governance.sdk.degraded;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file of lines that one process appends to, readable by its owner alone. Writers that come together share one flush to
 * the disk. No channel: one is closed for all when a thread that uses it is interrupted.
 */
final class HeldFile implements AutoCloseable {
    private static final byte[] NEWLINE = {'\n'};

    private final RandomAccessFile file;
    private final ReentrantLock flushing = new ReentrantLock();
    private volatile long size;
    private long flushed;
    private boolean torn;

    private HeldFile(RandomAccessFile file) throws IOException {
        this.file = file;
        this.size = file.length();
        file.seek(size);
    }

    /**
     * Makes a file that was not there.
     *
     * @throws FileAlreadyExistsException when it was, be it as a link
     */
    static HeldFile create(Path path) throws IOException {
        try {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (UnsupportedOperationException e) { // a file system without such rights
            Files.createFile(path);
        }
        return new HeldFile(new RandomAccessFile(path.toFile(), "rw"));
    }

    /**
     * Goes on with a file, or makes it.
     *
     * @throws IOException also when something else is there, as a link
     */
    static HeldFile open(Path path) throws IOException {
        try {
            return create(path);
        } catch (FileAlreadyExistsException e) {
            mustBeOne(path);
            return new HeldFile(new RandomAccessFile(path.toFile(), "rw"));
        }
    }

    /**
     * In a folder where nobody else makes files, it is still one when it is opened.
     *
     * @throws NoSuchFileException when nothing is there
     */
    static void mustBeOne(Path path) throws IOException {
        if (!Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS)
                .isRegularFile()) {
            throw new IOException(path + " is no file: it is neither read nor written");
        }
    }

    /**
     * Appends whole lines or nothing. One writer at a time.
     *
     * @return the size to {@link #flush} up to
     */
    long append(byte[] lines) throws IOException {
        long before = size;
        try {
            if (torn) {
                file.write(NEWLINE);
                torn = false;
            }
            file.write(lines);
            size = file.getFilePointer();
            return size;
        } catch (IOException e) {
            cut(before);
            throw e;
        }
    }

    /** A half line of a full disk is taken back, or closed before the next one. */
    private void cut(long before) {
        flushing.lock();
        try {
            file.setLength(before);
            file.seek(before);
            flushed = Math.min(flushed, before);
        } catch (IOException e) {
            torn = true;
        } finally {
            flushing.unlock();
        }
    }

    /** Returns when all up to there is on the disk. */
    void flush(long upTo) throws IOException {
        flushing.lock();
        try {
            if (flushed < upTo) {
                long reached = size;
                file.getFD().sync();
                flushed = reached;
            }
        } finally {
            flushing.unlock();
        }
    }

    long size() {
        return size;
    }

    @Override
    public void close() throws IOException {
        flushing.lock();
        try {
            if (flushed < Long.MAX_VALUE) {
                file.getFD().sync();
                flushed = Long.MAX_VALUE; // whoever waits for a flush has it
            }
        } finally {
            try {
                file.close();
            } finally {
                flushing.unlock();
            }
        }
    }
}

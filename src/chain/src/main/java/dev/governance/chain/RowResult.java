package dev.governance.chain;

import org.jspecify.annotations.Nullable;

/**
 * What verifying one row showed.
 *
 * @param position counted from 1 within the session
 * @param verified whether its MAC and its link hold
 * @param finding why not, or what is worth knowing; null for a plain intact row
 */
public record RowResult(
        long position,
        ChainRow row,
        boolean verified,
        @Nullable Finding finding) {}

package dev.understudy.journal.stream;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a transaction's bytes into parts that fit into a record, an event that is larger than one in the middle. The last part is never
 * empty. Not thread-safe.
 */
final class PartCutter {

    private final int partBytes;
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();

    /**
     * @param partBytes the most in a part, at least 1
     */
    PartCutter(int partBytes) {
        if (partBytes < 1) {
            throw new IllegalArgumentException("a part holds at least one byte, not " + partBytes);
        }
        this.partBytes = partBytes;
    }

    /** Takes more bytes and returns the parts that are full and not the last. */
    List<byte[]> add(byte[] bytes) {
        List<byte[]> full = new ArrayList<>();
        int from = 0;
        while (from < bytes.length) {
            if (open.size() == partBytes) {
                full.add(rest());
            }
            int take = Math.min(partBytes - open.size(), bytes.length - from);
            open.write(bytes, from, take);
            from += take;
        }
        return full;
    }

    /** What is left, the last part; the next transaction begins. */
    byte[] rest() {
        byte[] rest = open.toByteArray();
        open.reset();
        return rest;
    }
}

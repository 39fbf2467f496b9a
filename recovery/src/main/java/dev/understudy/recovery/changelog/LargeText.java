package dev.understudy.recovery.changelog;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A long text where it stands in its record, as JSON wrote it: what is made of it is read from there, a little at a time, so that
 * it is held once. Immutable.
 */
public final class LargeText {

    /** How JSON writes the character in front of base64. */
    private static final byte[] BYTES_FOLLOW = "\\u0000".getBytes(StandardCharsets.US_ASCII);

    private final byte[] record;
    private final int from;
    private final int to;

    /** Takes the array over, which is not changed any more. */
    LargeText(byte[] record, int from, int to) {
        this.record = record;
        this.from = from;
        this.to = to;
    }

    /** How long it is in the record, in bytes. */
    public int length() {
        return to - from;
    }

    /** Whether it is a zero character and then base64, the form of what is no text. */
    public boolean isBytes() {
        return length() >= BYTES_FOLLOW.length
                && Arrays.equals(record, from, from + BYTES_FOLLOW.length, BYTES_FOLLOW, 0, BYTES_FOLLOW.length);
    }

    /** The text's UTF-8. */
    public InputStream utf8() {
        return new JsonTextStream(record, from, to);
    }

    /** The bytes whose base64 stands behind the zero character. */
    public InputStream decoded() {
        int begin = from + BYTES_FOLLOW.length;
        return Base64.getDecoder().wrap(new ByteArrayInputStream(record, begin, to - begin));
    }

    /** The whole text, for what cannot be read a little at a time: several times its size. */
    public String text() {
        try (InputStream utf8 = utf8()) {
            return new String(utf8.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory cannot be read", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LargeText text && Arrays.equals(record, from, to, text.record, text.from, text.to);
    }

    /** By its length and its ends: what differs in the middle alone is told by {@link #equals}. */
    @Override
    public int hashCode() {
        return 31 * (31 * length() + record[from]) + record[to - 1];
    }

    @Override
    public String toString() {
        return "a text of " + length() + " bytes";
    }
}

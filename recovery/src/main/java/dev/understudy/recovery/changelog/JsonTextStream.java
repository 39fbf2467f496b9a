package dev.understudy.recovery.changelog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The UTF-8 of a JSON string's text, between its quotes. Not thread-safe. */
final class JsonTextStream extends InputStream {

    private final byte[] json;
    private final int end;
    private int next;
    /** Of a character that was escaped: what is still to be handed out. */
    private byte[] escaped = {};

    private int handedOut;

    JsonTextStream(byte[] json, int from, int end) {
        this.json = json;
        this.next = from;
        this.end = end;
    }

    @Override
    public int read() throws IOException {
        if (handedOut < escaped.length) {
            return escaped[handedOut++] & 0xff;
        }
        if (next >= end) {
            return -1;
        }
        byte plain = json[next++];
        if (plain != '\\') {
            return plain & 0xff;
        }
        escaped = unescape().getBytes(StandardCharsets.UTF_8);
        handedOut = 1;
        return escaped[0] & 0xff;
    }

    /** Runs without an escape are copied as they are. */
    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int copied = 0;
        while (copied < length) {
            int run = handedOut < escaped.length ? 0 : run(length - copied);
            if (run > 0) {
                System.arraycopy(json, next, to, offset + copied, run);
                next += run;
                copied += run;
                continue;
            }
            int one = read();
            if (one < 0) {
                break;
            }
            to[offset + copied++] = (byte) one;
        }
        return copied == 0 ? -1 : copied;
    }

    private int run(int most) {
        int limit = Math.min(end, next + most);
        int at = next;
        while (at < limit && json[at] != '\\') {
            at++;
        }
        return at - next;
    }

    private String unescape() throws IOException {
        if (next >= end) {
            throw new IOException("a text ends inside an escape");
        }
        byte kind = json[next++];
        return switch (kind) {
            case 'b' -> "\b";
            case 'f' -> "\f";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'u' -> character();
            default -> String.valueOf((char) kind);
        };
    }

    /** Two of them where the first is the half of one. */
    private String character() throws IOException {
        char first = hex();
        if (Character.isHighSurrogate(first) && next + 1 < end && json[next] == '\\' && json[next + 1] == 'u') {
            next += 2;
            return new String(new char[] {first, hex()});
        }
        return String.valueOf(first);
    }

    private char hex() throws IOException {
        if (next + 4 > end) {
            throw new IOException("a text ends inside an escape");
        }
        String digits = new String(json, next, 4, StandardCharsets.US_ASCII);
        next += 4;
        try {
            return (char) Integer.parseInt(digits, 16);
        } catch (NumberFormatException e) {
            throw new IOException("no escape: " + digits, e);
        }
    }
}

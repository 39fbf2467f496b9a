package dev.understudy.bench.detector;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.understudy.events.HeartbeatRecord;
import dev.understudy.events.RecordCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A heartbeat that was encoded once, with blanks where numbers go: to encode 50,000 a second would take the core that is measured. Immutable. */
final class Stencil {

    /** No number of a heartbeat is as large. */
    private static final long FIRST = 9_000_000_000_000_000_000L;

    private static final Pattern BLANK = Pattern.compile("900000000000000000(\\d)");

    private final List<byte[]> texts;
    private final int[] blanks;

    private Stencil(List<byte[]> texts, int[] blanks) {
        this.texts = List.copyOf(texts);
        this.blanks = blanks;
    }

    /** Stands for the value of that index, 0 to 9; may be used more than once. */
    static long blank(int index) {
        return FIRST + index;
    }

    /**
     * @param heartbeat one that holds {@linkplain #blank blanks}, and ASCII only
     */
    static Stencil of(HeartbeatRecord heartbeat) {
        String json = new String(RecordCodec.HEARTBEATS.encode(heartbeat), ISO_8859_1);
        List<byte[]> texts = new ArrayList<>();
        List<Integer> blanks = new ArrayList<>();
        Matcher matcher = BLANK.matcher(json);
        int end = 0;
        while (matcher.find()) {
            texts.add(json.substring(end, matcher.start()).getBytes(ISO_8859_1));
            blanks.add(Integer.valueOf(matcher.group(1)));
            end = matcher.end();
        }
        texts.add(json.substring(end).getBytes(ISO_8859_1));
        return new Stencil(texts, blanks.stream().mapToInt(Integer::intValue).toArray());
    }

    /** The heartbeat with these numbers. */
    byte[] with(long... values) {
        byte[][] numbers = new byte[values.length][];
        for (int i = 0; i < values.length; i++) {
            numbers[i] = Long.toString(values[i]).getBytes(ISO_8859_1);
        }
        int length = 0;
        for (byte[] text : texts) {
            length += text.length;
        }
        for (int blank : blanks) {
            length += numbers[blank].length;
        }
        byte[] filled = new byte[length];
        int at = 0;
        for (int i = 0; i < texts.size(); i++) {
            at = put(texts.get(i), filled, at);
            if (i < blanks.length) {
                at = put(numbers[blanks[i]], filled, at);
            }
        }
        return filled;
    }

    private static int put(byte[] from, byte[] to, int at) {
        System.arraycopy(from, 0, to, at, from.length);
        return at + from.length;
    }
}

package dev.understudy.connect.statement;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What bytes say in a client's character set. The servers name a set by the id of any of its collations; of those that a client
 * may have, these are known here whose characters are the same in Java as in the servers, but for
 * a few that are refused. Pure.
 */
public final class ClientText {

    private static final int BINARY = 63;
    private static final String UTF8 = "UTF-8";
    private static final String LATIN1 = "windows-1252";

    /** Where the set is not ASCII with something more. */
    private static final int[] SWE7 = {10, 82};

    private static final Map<Integer, String> SETS = new HashMap<>();

    static {
        set(UTF8, 33, 45, 46, BINARY, 76, 83, 223);
        set(LATIN1, 5, 8, 15, 31, 47, 48, 49, 94);
        set("US-ASCII", 11, 65);
        set("ISO-8859-2", 2, 9, 21, 27, 77);
        set("ISO-8859-9", 30, 78);
        set("ISO-8859-13", 20, 41, 42, 79);
        set("ISO-8859-7", 25, 70);
        set("ISO-8859-8", 16, 71);
        set("KOI8-R", 7, 74);
        set("KOI8-U", 22, 75);
        set("IBM850", 4, 80);
        set("IBM852", 40, 81);
        set("IBM866", 36, 68);
        set("windows-1250", 26, 34, 44, 66, 99);
        set("windows-1251", 14, 23, 50, 51, 52);
        set("windows-1256", 57, 67);
        set("windows-1257", 29, 58, 59);
        set("TIS-620", 18, 89);
        set("GBK", 28, 87);
        set("GB2312", 24, 86);
        set("GB18030", 248, 249, 250);
        set("Big5", 1, 84);
        set("EUC-KR", 19, 85);
        set("Shift_JIS", 13, 88);
        set("windows-31j", 95, 96);
        set("EUC-JP", 12, 91);
    }

    /** Characters in whose place the servers have others: Java's, which show that it is not known what was meant. */
    private static final Map<String, String> DOUBTFUL = Map.of(
            "ISO-8859-7", "\u2018\u2019",
            "ISO-8859-8", "\u00af",
            "KOI8-U", "\u2219",
            "GBK", "\u2641",
            "IBM866", "\u00a4\u2116",
            "Shift_JIS", "\u2014\uff3c",
            "EUC-JP", "\u2014\uff3c",
            "GB18030",
                    "\ufe10\ufe11\ufe12\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19"
                            + "\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb");

    private ClientText() {}

    /**
     * @param collation the id of the set, or of one of its collations; -1 where it is not known, and UTF-8 is taken for it
     * @return empty where the set is not known, or the bytes are none of its text, or none that the servers are known to read alike
     */
    public static Optional<String> of(int collation, byte[] bytes) {
        if (isSameInUtf8(collation, bytes) && isAscii(bytes)) {
            return Optional.of(new String(bytes, StandardCharsets.US_ASCII));
        }
        String set = nameOf(collation);
        if (set.isEmpty() || !Charset.isSupported(set)) {
            return Optional.empty();
        }
        try {
            String text = set.equals(LATIN1) ? latin1(bytes) : decode(Charset.forName(set), bytes);
            String doubtful = DOUBTFUL.getOrDefault(set, "");
            return text.chars().anyMatch(c -> doubtful.indexOf(c) >= 0) ? Optional.empty() : Optional.of(text);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Whether the same bytes are the same text in UTF-8. */
    static boolean isSameInUtf8(int collation, byte[] bytes) {
        for (int other : SWE7) {
            if (collation == other) {
                return false;
            }
        }
        return nameOf(collation).equals(UTF8) || isAscii(bytes);
    }

    static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    /** The name in Java; empty where there is none. */
    private static String nameOf(int collation) {
        if (collation < 0 || isUtf8Range(collation)) {
            return UTF8;
        }
        // MariaDB's collations without padding have the number of the padding one, and a bit.
        int plain = collation >= 1024 && collation < 2048 ? collation - 1024 : collation;
        return isUtf8Range(plain) ? UTF8 : SETS.getOrDefault(plain, "");
    }

    /** utf8mb3 and utf8mb4: by language, MySQL's of UCA 9.0, MariaDB's Croatian, Myanmar and Thai, MariaDB's of UCA 14. */
    private static boolean isUtf8Range(int collation) {
        return (collation >= 192 && collation <= 247)
                || (collation >= 255 && collation <= 400)
                || (collation >= 576 && collation <= 639)
                || (collation >= 2048 && collation < 2560);
    }

    /** The servers' latin1 is windows-1252, with control characters where that has holes. */
    private static String latin1(byte[] bytes) {
        String text = new String(bytes, Charset.forName(LATIN1));
        if (text.indexOf('\uFFFD') < 0) {
            return text;
        }
        StringBuilder filled = new StringBuilder(text);
        for (int i = 0; i < bytes.length; i++) {
            if (filled.charAt(i) == '\uFFFD') {
                filled.setCharAt(i, (char) (bytes[i] & 0xff));
            }
        }
        return filled.toString();
    }

    private static String decode(Charset set, byte[] bytes) throws CharacterCodingException {
        return set.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static void set(String name, int... collations) {
        for (int collation : collations) {
            SETS.put(collation, name);
        }
    }
}

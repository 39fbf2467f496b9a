package dev.understudy.scenarios.replay;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;

/** A column's type, and values of it as SQL: ordinary ones and its extremes. */
enum Kind {
    TINYINT("TINYINT", random -> pick(random, "-128", "127", number(random, 200) + "-100")),
    BOOLEAN("BOOLEAN", random -> pick(random, "5", "-128", "0", "1")),
    INT("INT", random -> pick(random, "-2147483648", "2147483647", number(random, 1000))),
    MEDIUMINT_UNSIGNED("MEDIUMINT UNSIGNED", random -> pick(random, "0", "16777215", number(random, 1000))),
    BIGINT_UNSIGNED(
            "BIGINT UNSIGNED",
            random -> pick(random, "0", "18446744073709551615", "9223372036854775808", number(random, 1000))),
    DECIMAL(
            "DECIMAL(30,10)",
            random -> pick(
                    random,
                    "99999999999999999999.9999999999",
                    "-0.0000000001",
                    random.nextInt() + "." + number(random, 99))),
    FLOAT("FLOAT", random -> pick(random, "3.4028235e38", "1.4e-45", "-0.0e0", random.nextFloat() + "e0")),
    DOUBLE(
            "DOUBLE",
            random -> pick(random, "1.7976931348623157e308", "4.9e-324", "-0.0e0", random.nextDouble() + "e0")),
    VARCHAR("VARCHAR(60) CHARACTER SET utf8mb4", random -> text(random, "aAbBzé ß🍋'\\\\\"%_\t\n")),
    LATIN("VARCHAR(60) CHARACTER SET latin1", random -> text(random, "aAé ß'\\\\ü")),
    LATIN_RAW("VARCHAR(20) CHARACTER SET latin1", random -> pick(random, "x'818D8F909D'", "x'C3A9'", "''")),
    SJIS("VARCHAR(20) CHARACTER SET sjis", random -> pick(random, "x'81AD'", "x'835C'", "'a'")),
    UCS2("VARCHAR(20) CHARACTER SET ucs2", random -> pick(random, "x'3041'", "x'D800'", "x'0061'")),
    CHAR("CHAR(12) CHARACTER SET utf8mb4", random -> text(random, "aZ é")),
    TEXT("MEDIUMTEXT CHARACTER SET utf8mb4", random -> "REPEAT('xyzé', " + random.nextInt(3000) + ")"),
    VARBINARY("VARBINARY(40)", Kind::bytes),
    BINARY("BINARY(8)", random -> "x'" + "00ff10".substring(0, 2 * (1 + random.nextInt(3))) + "'"),
    BLOB("BLOB", random -> "REPEAT(" + bytes(random) + ", " + random.nextInt(500) + ")"),
    DATE("DATE", random -> pick(random, "'1000-01-01'", "'9999-12-31'", "'2024-02-29'", "'1582-10-10'")),
    DATETIME(
            "DATETIME(6)",
            random -> pick(
                    random, "'1000-01-01 00:00:00'", "'9999-12-31 23:59:59.999999'", "'1969-12-31 23:59:59.999999'")),
    TIMESTAMP(
            "TIMESTAMP(3) NULL",
            random -> pick(random, "'1971-01-02 00:00:01'", "'2038-01-18 03:14:07.999'", "'2024-10-27 00:30:00.001'")),
    TIME("TIME(6)", random -> pick(random, "'-838:59:59'", "'838:59:59'", "'-00:00:00.000001'", "'12:34:56.789'")),
    YEAR("YEAR", random -> pick(random, "0", "1901", "2155", "2024")),
    BIT("BIT(13)", random -> pick(random, "b'0'", "b'1111111111111'", "b'1'")),
    ENUM("ENUM('a','b c','é')", random -> pick(random, "'a'", "'b c'", "'é'")),
    SET("SET('x','y','z')", random -> pick(random, "''", "'x,z'", "'x,y,z'")),
    JSON(
            "JSON",
            random -> pick(
                    random, "'{\"a\": [1, 2.5, null, true, \"é\"]}'", "'[]'", "'\"text\"'", "'12345678901234567890'")),
    POINT("POINT", random -> "ST_GeomFromText('POINT(" + random.nextInt(90) + " " + random.nextInt(90) + ")')");

    private final String type;
    private final Function<Random, String> value;

    Kind(String type, Function<Random, String> value) {
        this.type = type;
        this.value = value;
    }

    String type() {
        return type;
    }

    /** SQL; a NULL now and then. */
    String value(Random random) {
        return random.nextInt(12) == 0 ? "NULL" : value.apply(random);
    }

    static Kind any(Random random) {
        return values()[random.nextInt(values().length)];
    }

    private static String pick(Random random, String... all) {
        return List.of(all).get(random.nextInt(all.length));
    }

    private static String number(Random random, int most) {
        return Integer.toString(random.nextInt(most));
    }

    private static String text(Random random, String letters) {
        int[] points = letters.codePoints().filter(c -> c != '\\').toArray();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return "'" + text.toString().replace("\\", "\\\\").replace("'", "''") + "'";
    }

    private static String bytes(Random random) {
        StringBuilder hex = new StringBuilder("x'");
        for (int i = random.nextInt(20); i >= 0; i--) {
            hex.append(String.format(Locale.ROOT, "%02x", random.nextInt(256)));
        }
        return hex.append('\'').toString();
    }
}

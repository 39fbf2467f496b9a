package dev.understudy.scenarios.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Every type of both engines at its extremes. */
final class Samples {

    private Samples() {}

    static List<Sample> of(String engine) {
        List<Sample> all = new ArrayList<>();
        all.addAll(numbers());
        all.addAll(texts());
        all.addAll(times());
        all.addAll(others());
        all.addAll(geometries());
        all.addAll(engine.equals("mysql") ? mysql() : mariadb());
        return all;
    }

    private static List<Sample> numbers() {
        return List.of(
                Sample.of("bool", "BOOLEAN", "5", "-128", "127", "0", "1"),
                Sample.of("tiny1", "TINYINT(1)", "5", "-128", "127", "0"),
                Sample.of("tiny_u", "TINYINT UNSIGNED", "0", "255", "128"),
                Sample.of("small", "SMALLINT", "-32768", "32767", "0"),
                Sample.of("small_u", "SMALLINT UNSIGNED", "65535", "32768", "0"),
                Sample.of("medium", "MEDIUMINT", "-8388608", "8388607"),
                Sample.of("medium_u", "MEDIUMINT UNSIGNED", "16777215", "8388608"),
                Sample.of("int_s", "INTEGER", "-2147483648", "2147483647"),
                Sample.of("int_u", "INT UNSIGNED", "4294967295", "2147483648"),
                Sample.of("zerofill", "INT(8) ZEROFILL", "42", "4294967295", "0"),
                Sample.of("big", "BIGINT", "-9223372036854775808", "9223372036854775807"),
                Sample.of("big_u", "BIGINT UNSIGNED", "18446744073709551615", "9223372036854775808", "0"),
                Sample.of(
                        "decimal_65_30",
                        "DECIMAL(65,30)",
                        "'99999999999999999999999999999999999.999999999999999999999999999999'",
                        "'-99999999999999999999999999999999999.999999999999999999999999999999'",
                        "'0.000000000000000000000000000001'",
                        "0"),
                Sample.of("decimal_65", "NUMERIC(65)", "'" + "9".repeat(65) + "'", "-1"),
                Sample.of("decimal_small", "DEC(5,5)", "0.99999", "-0.00001"),
                Sample.of(
                        "float_4",
                        "FLOAT",
                        "1.1",
                        "3.4028235e38",
                        "1.4e-45",
                        "-1.4e-45",
                        "1.17549435e-38",
                        "16777217",
                        "0e0"),
                Sample.keyless("float_zero", "FLOAT", "0e0", "-0e0"),
                Sample.of("float_m_d", "FLOAT(7,3)", "1234.567", "-0.001"),
                Sample.of(
                        "double_8",
                        "DOUBLE",
                        "1.7976931348623157e308",
                        "4.9e-324",
                        "2.2250738585072014e-308",
                        "0.1e0",
                        "-9007199254740993e0",
                        "1e23"),
                Sample.keyless("double_zero", "DOUBLE", "0e0", "-0e0"),
                Sample.of("double_m_d", "DOUBLE(12,4)", "12345678.1234", "-0.0001"),
                Sample.of("bit_1", "BIT", "b'1'", "b'0'"),
                Sample.of("bit_13", "BIT(13)", "b'1111111111111'", "b'0'", "b'100000001'"),
                Sample.of("bit_64", "BIT(64)", "x'FFFFFFFFFFFFFFFF'", "x'8000000000000000'", "0", "1"));
    }

    private static List<Sample> texts() {
        List<Sample> all = new ArrayList<>(List.of(
                Sample.of("char_4", "CHAR(10) CHARACTER SET utf8mb4", "'é🍋'", "''", "' a'", "'b'"),
                Sample.of(
                        "varchar_4",
                        "VARCHAR(60) CHARACTER SET utf8mb4",
                        "'é🍋'",
                        "''",
                        "' a'",
                        "'trail '",
                        "'\\0zero'",
                        "'it''s \\\\ \"\\n\\r\\t'",
                        "'\uFFFD'",
                        "'\uFEFFbom'"),
                Sample.of(
                        "controls",
                        "VARCHAR(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
                        "x'7F'",
                        "x'1A01'",
                        "x'00'"),
                Sample.of("varchar_bin", "VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", "'a'", "'A'", "'é'"),
                Sample.of("varchar_3", "VARCHAR(60) CHARACTER SET utf8mb3", "'é'", "'ﬀ'", "''"),
                Sample.of("text_binary", "VARCHAR(20) CHARACTER SET binary", "x'FF00'", "'a'", "''"),
                Sample.of("swe7", "VARCHAR(20) CHARACTER SET swe7", "x'5B5C5D'", "'a'"),
                Sample.byPrefix("tinytext", "TINYTEXT CHARACTER SET utf8mb4", "'é'", "''", "REPEAT('z', 255)"),
                Sample.byPrefix("text_latin", "TEXT CHARACTER SET latin1", "x'E98D'", "''", "REPEAT(x'FF', 300)"),
                Sample.byPrefix("mediumtext", "MEDIUMTEXT CHARACTER SET utf8mb4", "REPEAT('🍋', 30000)", "''"),
                Sample.byPrefix("longtext", "LONGTEXT CHARACTER SET utf16", "REPEAT('🍋x', 300)", "''"),
                Sample.of(
                        "labels", "ENUM('a','b c','é','','q''t') CHARACTER SET utf8mb4", "0", "1", "2", "3", "4", "5"),
                Sample.of("labels_latin", "ENUM('ä','ö','ÿ') CHARACTER SET latin1", "1", "2", "3", "0"),
                Sample.of("labels_ucs2", "ENUM('ä','ぁ') CHARACTER SET ucs2", "1", "2"),
                Sample.of("labels_sjis", "ENUM('ソ','表') CHARACTER SET sjis", "1", "2"),
                Sample.of("labels_many", "ENUM(" + numbered(300) + ")", "1", "255", "256", "300"),
                Sample.of("set_3", "SET('x','y z','é') CHARACTER SET utf8mb4", "0", "1", "5", "7"),
                Sample.of(
                        "set_64", "SET(" + numbered(64) + ")", "0", "1", "18446744073709551615", "9223372036854775808"),
                Sample.of("set_ucs2", "SET('ä','ぁ') CHARACTER SET ucs2", "0", "1", "2", "3")));
        odd(all, "latin1", "x'818D8F909D'", "x'E9'", "x'C3A9'");
        odd(all, "ascii", "'a'", "''");
        odd(all, "sjis", "x'81AD'", "x'8260'", "x'835C'", "x'B1'");
        odd(all, "cp932", "x'81AD'", "x'835C'", "x'FA40'");
        odd(all, "gbk", "x'A2A0'", "x'815C'", "x'D6D0'");
        odd(all, "big5", "x'A55C'", "x'F9D6'");
        odd(all, "euckr", "x'B0A1'", "'a'");
        odd(all, "ujis", "x'8FA2AF'", "x'8EB1'");
        odd(all, "koi8r", "x'C1FF'", "'a'");
        odd(all, "cp1251", "x'98FF'", "'a'");
        odd(all, "ucs2", "x'0061'", "x'3041'", "x'D800'", "x'FFFF'");
        odd(all, "utf16", "x'D83CDF4B'", "x'0061'", "x'3041'");
        odd(all, "utf16le", "x'3CD84BDF'", "x'6100'");
        odd(all, "utf32", "x'0001F34B'", "x'00000061'");
        return all;
    }

    /** Bytes in a character set, some of which have no character in Unicode. */
    private static void odd(List<Sample> all, String charset, String... values) {
        all.add(Sample.of("varchar_" + charset, "VARCHAR(20) CHARACTER SET " + charset, values));
        all.add(Sample.of("char_" + charset, "CHAR(20) CHARACTER SET " + charset, values));
    }

    private static String numbered(int labels) {
        return IntStream.range(0, labels).mapToObj(i -> "'l" + i + "'").collect(Collectors.joining(","));
    }

    private static List<Sample> times() {
        return List.of(
                Sample.of(
                        "date_d",
                        "DATE",
                        "'0000-00-00'",
                        "'2024-00-10'",
                        "'2024-02-00'",
                        "'2024-02-31'",
                        "'0000-01-01'",
                        "'0001-01-01'",
                        "'1582-10-10'",
                        "'1000-01-01'",
                        "'9999-12-31'"),
                Sample.of("datetime_0", "DATETIME", "'0000-00-00 00:00:00'", "'2024-02-31 23:59:59'", "'1970-01-01'"),
                Sample.of(
                        "datetime_6",
                        "DATETIME(6)",
                        "'0000-00-00 00:00:00.000000'",
                        "'2024-00-10 01:02:03.000001'",
                        "'9999-12-31 23:59:59.999999'",
                        "'1000-01-01 00:00:00.1'"),
                Sample.of("datetime_3", "DATETIME(3)", "'2024-02-29 00:00:00.999'", "'0000-01-00 00:00:00.001'"),
                Sample.of("datetime_1", "DATETIME(1)", "'2024-02-29 00:00:00.9'", "'2024-02-29 00:00:00'"),
                Sample.of(
                        "timestamp_0",
                        "TIMESTAMP",
                        "'0000-00-00 00:00:00'",
                        "'1970-01-01 00:00:01'",
                        "'2038-01-19 03:14:07'",
                        "'2024-10-27 00:30:00'",
                        "'2024-10-27 01:30:00'"),
                Sample.of(
                        "timestamp_6",
                        "TIMESTAMP(6)",
                        "'0000-00-00 00:00:00'",
                        "'1970-01-01 00:00:01.000001'",
                        "'2038-01-19 03:14:07.999999'"),
                Sample.of("time_0", "TIME", "'-838:59:59'", "'838:59:59'", "'00:00:00'", "'-00:00:01'"),
                Sample.of("time_6", "TIME(6)", "'-838:59:58.999999'", "'838:59:58.999999'", "'-00:00:00.000001'", "0"),
                Sample.of("time_3", "TIME(3)", "'-12:34:56.789'", "'00:00:00.001'", "'-01:00:00'"),
                Sample.of("time_1", "TIME(1)", "'-12:34:56.7'", "'00:00:00.1'"),
                Sample.of("year_4", "YEAR", "0", "1901", "2155", "1970"));
    }

    private static List<Sample> others() {
        return List.of(
                Sample.of("binary_8", "BINARY(8)", "x''", "x'00FF00'", "x'FFFFFFFFFFFFFFFF'", "'text'"),
                Sample.of("binary_255", "BINARY(255)", "x'00'", "REPEAT(x'FF', 255)"),
                Sample.of("varbinary_40", "VARBINARY(40)", "x''", "x'00'", "x'0000'", "x'C3A9FF'", "'text'", "'é'"),
                Sample.byPrefix("tinyblob", "TINYBLOB", "x''", "x'00'", "REPEAT(x'FE', 255)"),
                Sample.byPrefix("blob", "BLOB", "x''", "x'00'", "REPEAT(x'00FF', 30000)"),
                Sample.byPrefix("mediumblob", "MEDIUMBLOB", "x''", "REPEAT(x'80', 200000)"),
                Sample.byPrefix("longblob", "LONGBLOB", "x''", "REPEAT(x'5C270A1A', 100000)"));
    }

    private static List<Sample> geometries() {
        return List.of(
                Sample.keyless(
                        "point", "POINT", "ST_GeomFromText('POINT(1 2)')", "ST_GeomFromText('POINT(-0.5 1e300)')"),
                Sample.keyless(
                        "geometry",
                        "GEOMETRY",
                        "ST_GeomFromText('POINT(10 20)', 4326)",
                        "ST_GeomFromText('GEOMETRYCOLLECTION EMPTY')",
                        "ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 1),LINESTRING(0 0,1 1))')"),
                Sample.keyless("linestring", "LINESTRING", "ST_GeomFromText('LINESTRING(0 0,1 1,2 2)')"),
                Sample.keyless("polygon", "POLYGON", "ST_GeomFromText('POLYGON((0 0,4 0,4 4,0 0),(1 1,2 1,2 2,1 1))')"),
                Sample.keyless("multipoint", "MULTIPOINT", "ST_GeomFromText('MULTIPOINT(1 1,2 2)')"),
                Sample.keyless(
                        "multiline", "MULTILINESTRING", "ST_GeomFromText('MULTILINESTRING((0 0,1 1),(2 2,3 3))')"),
                Sample.keyless("multipolygon", "MULTIPOLYGON", "ST_GeomFromText('MULTIPOLYGON(((0 0,4 0,4 4,0 0)))')"),
                Sample.keyless(
                        "collection",
                        "GEOMETRYCOLLECTION",
                        "ST_GeomFromText('GEOMETRYCOLLECTION EMPTY')",
                        "ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 1))')"));
    }

    private static List<Sample> mysql() {
        return List.of(
                Sample.keyless(
                        "json",
                        "JSON",
                        "'{\"b\": [1, 2.5, null, true, \"é🍋\\\\u0001\"], \"a\": {}}'",
                        "'[]'",
                        "'\"text\"'",
                        "'null'",
                        "'[-0.0, 1.0, 1e300, 5e-324, 12345678901234567890, 5000000000]'",
                        "JSON_ARRAY(CAST('1.50' AS DECIMAL(5,2)), CAST(-123456789012.000000000001 AS DECIMAL(40,12)))",
                        "JSON_OBJECT('u', CAST(5 AS UNSIGNED), 's', CAST(5000000000 AS SIGNED), 'd', DATE'2024-02-29')",
                        "JSON_ARRAY(TIMESTAMP'9999-12-31 23:59:59.999999', TIME'-838:59:59', TIME'00:00:00.000001')",
                        "JSON_OBJECT('it''s', x'FF00', 'n', JSON_ARRAY(x'', b'101', _binary'abc'))",
                        "(SELECT JSON_ARRAY(s, t, m, l, b, x, ts, d) FROM odd)",
                        "JSON_OBJECT('long', REPEAT('x', 70000), 'k', REPEAT('é', 200), 'd', 1.25)",
                        "CAST(1.5 AS JSON)",
                        "JSON_ARRAY(CAST(CONCAT(REPEAT('9', 35), '.', REPEAT('9', 30)) AS DECIMAL(65,30)))",
                        "JSON_OBJECT('deep', JSON_ARRAY(JSON_ARRAY(1, JSON_ARRAY(2.0e0, CAST(3 AS UNSIGNED)), 4.5, 'x'),"
                                + " JSON_OBJECT('q', JSON_ARRAY(), 'p', JSON_ARRAY('f', JSON_OBJECT()))))",
                        "JSON_ARRAY(0.5, -0.05, 100.0, 0.0, 1234567890123456789.5, 1 / 3, 00012.50)",
                        "CAST(TIMESTAMP'2024-01-01 00:00:00' AS JSON)",
                        "JSON_EXTRACT(JSON_ARRAY(x'00FF'), '$[0]')",
                        "CAST(CONCAT('[', REPEAT('[', 90), REPEAT(']', 90), ']') AS JSON)"),
                Sample.keyless(
                        "vector",
                        "VECTOR(3)",
                        "STRING_TO_VECTOR('[1,-0.0,3.4e38]')",
                        "STRING_TO_VECTOR('[-1e-30,2,3]')",
                        "STRING_TO_VECTOR('[1]')"),
                Sample.of("varchar_gb18030", "VARCHAR(20) CHARACTER SET gb18030", "x'8130813A'", "x'D6D0'"),
                Sample.keyless("geometry_4326", "POINT SRID 4326", "ST_GeomFromText('POINT(10 20)', 4326)"));
    }

    private static List<Sample> mariadb() {
        return List.of(
                Sample.byPrefix("json", "JSON", "'{\"b\":  [1, 2.50, 1e2], \"a\": {}, \"a\": 1}'", "'[]'", "'null'"),
                Sample.of(
                        "uuid",
                        "UUID",
                        "'00000000-0000-0000-0000-000000000000'",
                        "'123e4567-e89b-12d3-a456-426655440000'",
                        "'ffffffff-ffff-ffff-ffff-ffffffffffff'",
                        "'01890a5d-ac96-774b-bcce-b302099a8057'",
                        "'12345678-0000-0000-0000-000000000000'"));
    }
}

package dev.understudy.scenarios.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * Values that are easily taken for one another: a table with a row for each, in which the standby has the other one.
 *
 * @param column its own, so that the difference can be named
 * @param type of the column
 * @param primary what the primary has, as SQL
 * @param standby what the standby has
 */
record Tampering(String column, String type, String primary, String standby) {

    static List<Tampering> of(String engine) {
        List<Tampering> all = new ArrayList<>(List.of(
                new Tampering("letter_case", "VARCHAR(20)", "'a'", "'A'"),
                new Tampering("trailing_space", "VARCHAR(20)", "'a'", "'a '"),
                new Tampering("null_or_empty", "VARCHAR(20)", "NULL", "''"),
                new Tampering("null_or_n", "VARCHAR(20)", "NULL", "'N'"),
                new Tampering("long_text", "LONGTEXT", "REPEAT('é', 100000)", "CONCAT(REPEAT('é', 99999), 'e')"),
                new Tampering("no_text", "VARCHAR(20) CHARACTER SET latin1", "x'81'", "x'8D'"),
                new Tampering("signed_zero", "DOUBLE", "0e0", "-0e0"),
                new Tampering("last_bit", "DOUBLE", "0.1e0", "0.10000000000000002e0"),
                new Tampering("last_float_bit", "FLOAT", "1e0", "1.0000001192092896e0"),
                new Tampering("smallest", "DOUBLE", "4.9e-324", "0e0"),
                new Tampering("digits", "DECIMAL(30,10)", "1.0000000001", "1.0000000002"),
                new Tampering("bits", "BIT(13)", "b'1'", "b'1000000000001'"),
                new Tampering("no_label", "ENUM('','a')", "''", "0"),
                new Tampering("labels", "SET('x','y')", "'x'", "'x,y'"),
                new Tampering("zero_date", "DATE", "NULL", "'0000-00-00'"),
                new Tampering("no_day", "DATETIME(6)", "'2024-01-01 00:00:00'", "'2024-01-00 00:00:00'"),
                new Tampering("micros", "TIMESTAMP(6) NULL", "'2024-01-01 00:00:00.000001'", "'2024-01-01 00:00:00'"),
                new Tampering("sign_of_time", "TIME(6)", "'-00:00:00.000001'", "'00:00:00.000001'"),
                new Tampering("year_zero", "YEAR", "'0000'", "'2000'"),
                new Tampering("padding", "BINARY(4)", "x'61'", "x'6120'"),
                new Tampering("json_number", "JSON", "'{\"a\": 1}'", "'{\"a\": 1.0}'"),
                new Tampering(
                        "place",
                        "POINT",
                        "ST_GeomFromText('POINT(1 2)')",
                        "ST_GeomFromText('POINT(1 2.0000000000000004)')")));
        all.addAll(
                engine.equals("mysql")
                        ? List.of(new Tampering(
                                "vec", "VECTOR(3)", "STRING_TO_VECTOR('[1,2,0]')", "STRING_TO_VECTOR('[1,2,-0.0]')"))
                        : List.of(
                                new Tampering(
                                        "uid",
                                        "UUID",
                                        "'6ccd780c-baba-1026-9564-5b8c656024db'",
                                        "'6ccd780c-baba-1026-9564-5b8c656024dc'"),
                                new Tampering("six", "INET6", "'::1'", "'::2'"),
                                new Tampering("four", "INET4", "'1.2.3.4'", "'1.2.3.5'")));
        return all;
    }
}

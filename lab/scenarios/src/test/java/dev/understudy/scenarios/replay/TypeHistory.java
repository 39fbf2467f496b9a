package dev.understudy.scenarios.replay;

import java.util.ArrayList;
import java.util.List;

/**
 * What is done to the samples: {@code t_} tables have each as a value, {@code k_} tables some as their key, {@code l_} tables with some
 * have no key at all and hold each row twice. Pure.
 *
 * @param samples all of them
 * @param thorough those that are keys, and found by nothing but their values
 */
record TypeHistory(List<Sample> samples, List<Sample> thorough) {

    /** The number of a row that holds NULL. */
    private static final int NULL_ROW = 99;

    /** Tables without rows. */
    List<String> tables() {
        List<String> sql = new ArrayList<>(
                List.of(
                        "CREATE TABLE odd (id INT PRIMARY KEY, s TINYBLOB, t BLOB, m MEDIUMBLOB, l LONGBLOB, b BIT(13),"
                                + " x BINARY(5), ts TIMESTAMP(6) NULL, d DECIMAL(20,3))",
                        "INSERT INTO odd VALUES (1, 's', x'FF', 'm', x'0001', b'101', 'x', '2038-01-19 03:14:07.999999', 7.5)"));
        for (Sample sample : samples) {
            String type = sample.type() + (sample.type().startsWith("TIMESTAMP") ? " NULL" : "");
            sql.add("CREATE TABLE t_" + sample.name() + " (id INT PRIMARY KEY, v " + type + ")");
            if (thorough.contains(sample)) {
                sql.add("CREATE TABLE l_" + sample.name() + " (n INT, v " + type + ", w INT)");
            }
            if (thorough.contains(sample) && !sample.key().isEmpty()) {
                sql.add("CREATE TABLE k_" + sample.name() + " (v " + sample.type() + " NOT NULL, n INT, w " + type
                        + ", PRIMARY KEY (" + sample.key() + "))");
            }
        }
        return sql;
    }

    /** Every value in every table. */
    List<String> rowsCome() {
        List<String> sql = new ArrayList<>();
        for (Sample sample : samples) {
            String name = sample.name();
            for (int i = 0; i < sample.values().size(); i++) {
                String value = sample.value(i);
                sql.add("INSERT INTO t_" + name + " VALUES (" + (i + 1) + ", " + value + ")");
                sql.add("INSERT INTO t_" + name + " VALUES (" + (i + 101) + ", " + value + ")");
            }
            sql.add("INSERT INTO t_" + name + " VALUES (" + NULL_ROW + ", NULL)");
        }
        thorough.forEach(sample -> rowsCome(sample, sql));
        return sql;
    }

    private static void rowsCome(Sample sample, List<String> sql) {
        String name = sample.name();
        for (int i = 0; i < sample.values().size(); i++) {
            String value = sample.value(i);
            sql.add("INSERT INTO l_" + name + " VALUES (" + i + ", " + value + ", NULL)");
            sql.add("INSERT INTO l_" + name + " VALUES (" + i + ", " + value + ", NULL)");
            if (!sample.key().isEmpty()) {
                sql.add("INSERT INTO k_" + name + " VALUES (" + value + ", " + i + ", NULL)");
            }
        }
        sql.add("INSERT INTO l_" + name + " VALUES (" + NULL_ROW + ", NULL, 1), (" + NULL_ROW + ", NULL, 1)");
    }

    /** Every value becomes another, NULL among them. */
    List<String> valuesChange() {
        List<String> sql = new ArrayList<>();
        for (Sample sample : samples) {
            for (int i = 0; i <= sample.values().size(); i++) {
                String next = i == 0 ? "NULL" : sample.value(i);
                sql.add("UPDATE t_" + sample.name() + " SET v = " + next + " WHERE id = " + (i + 1));
            }
            sql.add("UPDATE t_" + sample.name() + " SET v = " + sample.value(0) + " WHERE id > 100");
        }
        return sql;
    }

    /** Rows that only their key tells apart change, go and come. */
    List<String> byTheirKey() {
        List<String> sql = new ArrayList<>();
        for (Sample sample : thorough) {
            if (!sample.key().isEmpty()) {
                String table = "k_" + sample.name();
                sql.add("UPDATE " + table + " SET n = n + 100");
                sql.add("UPDATE " + table + " SET w = v");
                sql.add("DELETE FROM " + table + " ORDER BY n LIMIT 1");
                sql.add("UPDATE " + table + " SET v = " + sample.value(0) + " ORDER BY n DESC LIMIT 1");
                sql.add("INSERT INTO " + table + " VALUES ("
                        + sample.value(sample.values().size() - 1) + ", 7, NULL)");
            }
        }
        return sql;
    }

    /** Rows that are there twice change, and go one by one. */
    List<String> byTheirValues() {
        List<String> sql = new ArrayList<>();
        for (Sample sample : thorough) {
            String table = "l_" + sample.name();
            sql.add("UPDATE " + table + " SET n = -n WHERE n % 2 = 0");
            sql.add("UPDATE " + table + " SET v = " + sample.value(0) + " WHERE n = 1 LIMIT 1");
            sql.add("DELETE FROM " + table + " WHERE n = 1 LIMIT 1");
            sql.add("DELETE FROM " + table + " WHERE n = -2");
            sql.add("UPDATE " + table + " SET n = 5");
            sql.add("DELETE FROM " + table + " WHERE v IS NULL LIMIT 1");
            sql.add("DELETE FROM " + table + " LIMIT 1");
        }
        return sql;
    }
}

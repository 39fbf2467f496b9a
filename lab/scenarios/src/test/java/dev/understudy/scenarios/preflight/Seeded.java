package dev.understudy.scenarios.preflight;

import java.util.List;

/**
 * A hazard that is made by hand.
 *
 * @param found what the pre-flight is to say of it, each as {@code name node}
 * @param onPrimary what is done there
 * @param onStandby what is done there
 * @param undo what takes it back, on the same server
 */
record Seeded(List<String> found, List<String> onPrimary, List<String> onStandby, List<String> undo) {

    static List<Seeded> of(String engine) {
        return engine.equals("mysql") ? MYSQL : MARIADB;
    }

    private static final List<Seeded> BOTH = List.of(
            primary(
                    "binlog-row-metadata",
                    "SET GLOBAL binlog_row_metadata = MINIMAL",
                    "SET GLOBAL binlog_row_metadata = FULL"),
            primary("durability", "SET GLOBAL sync_binlog = 0", "SET GLOBAL sync_binlog = 1"),
            primary("binlog-row-image", "SET GLOBAL binlog_row_image = NOBLOB", "SET GLOBAL binlog_row_image = FULL"),
            primary(
                    "table-engine",
                    "CREATE TABLE shop.isam (id INT PRIMARY KEY) ENGINE = MyISAM",
                    "DROP TABLE shop.isam"),
            primary("table-without-key", "CREATE TABLE shop.heap (id INT)", "DROP TABLE shop.heap"),
            standby(
                    "binlog-expiry",
                    "SET GLOBAL binlog_expire_logs_seconds = 3600",
                    "SET GLOBAL binlog_expire_logs_seconds = 2592000"),
            standby("time-zone", "SET GLOBAL time_zone = '+03:00'", "SET GLOBAL time_zone = SYSTEM"),
            standby(
                    "max-allowed-packet",
                    "SET GLOBAL max_allowed_packet = 1048576",
                    "SET GLOBAL max_allowed_packet = 268435456"),
            standby("two-writers", "SET GLOBAL read_only = OFF", "SET GLOBAL read_only = ON"),
            standby(
                    "own-account-missing",
                    "ALTER USER understudy_fence ACCOUNT LOCK",
                    "ALTER USER understudy_fence ACCOUNT UNLOCK"));

    private static final List<Seeded> MYSQL = and(
            primary(
                    "binlog-row-value-options",
                    "SET GLOBAL binlog_row_value_options = PARTIAL_JSON",
                    "SET GLOBAL binlog_row_value_options = ''"),
            new Seeded(
                    List.of("bypasses-read-only orders-a"),
                    List.of(
                            "CREATE ROLE boss",
                            "GRANT CONNECTION_ADMIN ON *.* TO boss",
                            "CREATE USER clerk IDENTIFIED BY 'clerk'",
                            "GRANT boss TO clerk"),
                    List.of(),
                    List.of("DROP USER clerk", "DROP ROLE boss")));

    private static final List<Seeded> MARIADB = and(
            primary("gtid-strict-mode", "SET GLOBAL gtid_strict_mode = OFF", "SET GLOBAL gtid_strict_mode = ON"),
            primary("object-not-carried", "CREATE SEQUENCE shop.numbers", "DROP SEQUENCE shop.numbers"),
            new Seeded(
                    List.of("column-type orders-a", "column-type orders-a", "column-type orders-a"),
                    List.of(
                            "SET GLOBAL mysql56_temporal_format = OFF",
                            "CREATE TABLE shop.visit (id INT PRIMARY KEY, a INET6, b TEXT COMPRESSED, c DATETIME(3),"
                                    + " d ENUM('/* compressed */'), e UUID)",
                            "SET GLOBAL mysql56_temporal_format = ON"),
                    List.of(),
                    List.of("DROP TABLE shop.visit")),
            new Seeded(
                    List.of("bypasses-read-only orders-a", "hides-from-binlog orders-a"),
                    List.of(
                            "CREATE ROLE boss",
                            "GRANT READ_ONLY ADMIN, BINLOG ADMIN ON *.* TO boss",
                            "CREATE USER clerk IDENTIFIED BY 'clerk'",
                            "GRANT boss TO clerk"),
                    List.of(),
                    List.of("DROP USER clerk", "DROP ROLE boss")));

    private static List<Seeded> and(Seeded... more) {
        List<Seeded> all = new java.util.ArrayList<>(BOTH);
        all.addAll(List.of(more));
        return all;
    }

    private static Seeded primary(String found, String seed, String undo) {
        return new Seeded(List.of(found + " orders-a"), List.of(seed), List.of(), List.of(undo));
    }

    private static Seeded standby(String found, String seed, String undo) {
        return new Seeded(List.of(found + " orders-b"), List.of(), List.of(seed), List.of(undo));
    }
}

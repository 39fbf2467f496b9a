package dev.understudy.recovery.replay;

import dev.understudy.engine.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The database {@code understudy} on every server. The canary's table is ordinary data and flows through the changelog;
 * epoch and position are a server's own, never in its binlog.
 */
public final class StandbySchema {

    private static final List<String> LOCAL = List.of(
            "CREATE DATABASE IF NOT EXISTS understudy",
            "CREATE TABLE IF NOT EXISTS understudy.epoch (cluster VARCHAR(64) NOT NULL PRIMARY KEY, epoch BIGINT NOT NULL,"
                    + " term BIGINT NOT NULL, owner VARCHAR(128) NOT NULL, writer VARCHAR(64) NOT NULL) ENGINE=InnoDB",
            // A row for each lane: lanes that are under way at once must not wait for one another here. The furthest
            // counts.
            "CREATE TABLE IF NOT EXISTS understudy.position (cluster VARCHAR(64) NOT NULL, lane INT NOT NULL,"
                    + " epoch BIGINT NOT NULL, connector VARCHAR(128) NULL, log_offset BIGINT NOT NULL,"
                    + " applied MEDIUMTEXT NOT NULL, intent VARCHAR(255) NULL, at_ms BIGINT NOT NULL,"
                    + " PRIMARY KEY (cluster, lane)) ENGINE=InnoDB",
            "CREATE TABLE IF NOT EXISTS understudy.stored_trigger (position BIGINT NOT NULL AUTO_INCREMENT,"
                    + " schema_name VARCHAR(64) NOT NULL, name VARCHAR(64) NOT NULL, table_name VARCHAR(64) NOT NULL,"
                    + " sql_mode VARCHAR(2000) NOT NULL, charset VARCHAR(64) NOT NULL, collation VARCHAR(64) NOT NULL,"
                    + " definition MEDIUMTEXT NOT NULL, PRIMARY KEY (position), UNIQUE (schema_name, name))"
                    + " ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
            // What a copy that is under way lacks. Without a column all of the table is missing.
            "CREATE TABLE IF NOT EXISTS understudy.gap (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,"
                    + " schema_name VARCHAR(64) NOT NULL, table_name VARCHAR(64) NOT NULL, number BIGINT NOT NULL,"
                    + " key_column VARCHAR(64) NULL, unsigned_bits INT NOT NULL, after_key DECIMAL(20,0) NULL,"
                    + " up_to_key DECIMAL(20,0) NULL, INDEX (schema_name, table_name))"
                    + " ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
            "CREATE TABLE IF NOT EXISTS understudy.setting (name VARCHAR(64) NOT NULL PRIMARY KEY,"
                    + " value VARCHAR(255) NOT NULL) ENGINE=InnoDB");

    private static final List<String> REPLICATED = List.of(
            "CREATE TABLE IF NOT EXISTS understudy.canary (node VARCHAR(64) NOT NULL PRIMARY KEY, epoch BIGINT NOT NULL,"
                    + " at_ms BIGINT NOT NULL, seq BIGINT NOT NULL) ENGINE=InnoDB");

    private StandbySchema() {}

    /** Makes what is missing; repeatable. Everything with the binlog suppressed: each server has its own. */
    public static void ensure(Engine engine, Connection connection) throws SQLException {
        engine.suppressBinlog(connection);
        try (Statement statement = connection.createStatement()) {
            for (String sql : LOCAL) {
                statement.execute(sql);
            }
            for (String sql : REPLICATED) {
                statement.execute(sql);
            }
        }
    }
}

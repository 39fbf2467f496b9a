package dev.understudy.connect.statement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTest {

    private static final int NO_COLUMNS = 1113;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (a int, engine text) ENGINE=InnoDB COMMENT='x'",
                "CREATE TABLE tablespace (a int)",
                "CREATE TABLE t (a int) COMMENT 'TABLESPACE=ts, ENGINE=MERGE'",
                "CREATE TABLE t (a int) COMMENT 'it\\'s TABLESPACE=ts'",
                "CREATE TABLE t (a int) /* TABLESPACE=ts */",
                "CREATE TABLE t (tablespace int)",
                "CREATE TABLE t LIKE u",
                "CREATE TABLE `TABLESPACE` (a int)",
                "ALTER TABLE t ADD COLUMN tablespace int, DROP COLUMN engine",
                "ALTER TABLE t DISCARD TABLESPACE",
                "ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4",
                "ALTER TABLE t",
                "ALTER",
                "CREATE",
                "CREATE TABLE t (a int) /*!50100 PARTITION BY KEY() PARTITIONS 2 */",
                "ALTER TABLE t DROP PARTITION p",
                "DROP TABLE a, b",
                "RENAME TABLE a TO b"
            })
    void what_the_parser_knows_it_is_shown(String sql) {
        assertThat(Shown.of(sql, true, 0)).containsExactly(sql);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE `E` PARTITION BY KEY() PARTITIONS 5 | ALTER TABLE `E` ENGINE = InnoDB",
                "ALTER TABLE d.t ADD b int PARTITION BY KEY() | 'ALTER TABLE d.t ADD b int '",
                "CREATE TABLE t (a int) ENGINE=MERGE PARTITION BY LIST(a) (PARTITION p DEFAULT ENGINE=MERGE)"
                        + " | 'CREATE TABLE t (a int) ENGINE=MRG_MYISAM '",
                "CREATE TABLE t (a int) TABLESPACE=ts | CREATE TABLE t (a int) ENGINE = InnoDB",
                "CREATE TABLE t (a int) TABLESPACE ts ROW_FORMAT=dynamic"
                        + " | CREATE TABLE t (a int) ENGINE = InnoDB ROW_FORMAT=dynamic",
                "CREATE TABLE t(c1 INT) AUTOEXTEND_SIZE 4M | CREATE TABLE t(c1 INT) ENGINE = InnoDB",
                "ALTER TABLE t AUTOEXTEND_SIZE = 8m, ADD b int | ALTER TABLE t ENGINE = InnoDB, ADD b int",
                "ALTER TABLE t SECONDARY_ENGINE = NULL | ALTER TABLE t ENGINE = InnoDB",
                "ALTER TABLE t SECONDARY_LOAD | ALTER TABLE t ENGINE = InnoDB",
                "CREATE TABLE t (a int) engine = merge UNION=(t0) | CREATE TABLE t (a int) engine = MRG_MYISAM UNION=(t0)",
                "CREATE TABLE t (a int) ENGINE MERGE | CREATE TABLE t (a int) ENGINE MRG_MYISAM"
            })
    void an_option_that_rows_do_not_depend_on_is_shown_as_one_that_is_known(String sql, String shown) {
        assertThat(Shown.of(sql, true, 0)).containsExactly(shown);
    }

    @Test
    void a_table_that_is_replaced_goes_first() {
        assertThat(Shown.of("create or replace table if not exists `d`.`t` (a int) TABLESPACE=x", true, 0))
                .containsExactly(
                        "DROP TABLE IF EXISTS `d`.`t`", "CREATE table if not exists `d`.`t` (a int) ENGINE = InnoDB");
        assertThat(Shown.of("CREATE OR REPLACE TABLE d.t LIKE u", true, 0))
                .containsExactly("DROP TABLE IF EXISTS d.t", "CREATE TABLE d.t LIKE u");
        assertThat(Shown.of("CREATE OR REPLACE TABLE t1", true, NO_COLUMNS))
                .as("it failed, and the old one is gone")
                .containsExactly("DROP TABLE IF EXISTS t1");
    }

    @Test
    void a_schema_that_is_replaced_is_made() {
        assertThat(Shown.of("CREATE OR REPLACE DATABASE d CHARACTER SET utf8", true, 0))
                .containsExactly("CREATE DATABASE d CHARACTER SET utf8");
    }

    @Test
    void a_partition_becomes_a_table_of_its_form_and_a_table_a_partition() {
        assertThat(Shown.of("alter table d.t convert partition p1 to table `off`", true, 0))
                .containsExactly("DROP TABLE IF EXISTS `off`", "CREATE TABLE `off` LIKE d.t");
        assertThat(Shown.of("ALTER TABLE IF EXISTS t CONVERT TABLE o TO PARTITION p VALUES LESS THAN (5)", true, 0))
                .containsExactly("DROP TABLE IF EXISTS o");
    }

    @Test
    void what_has_no_rows_is_not_shown() {
        assertThat(Shown.of("CREATE OR REPLACE VIEW v AS SELECT 1", true, 0))
                .containsExactly("DROP USER IF EXISTS see_the_comment");
    }
}

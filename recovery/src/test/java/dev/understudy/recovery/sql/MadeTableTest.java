package dev.understudy.recovery.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.recovery.changelog.Change.TableName;
import org.junit.jupiter.api.Test;

class MadeTableTest {

    private static final TableName OTHER = new TableName("understudy", "arriving");

    @Test
    void the_same_table_under_another_name() {
        MadeTable made = MadeTable.of(
                        "d1", "CREATE TABLE `c1` (\n  `id` int NOT NULL,\n  `v` varchar(20) DEFAULT NULL\n)")
                .orElseThrow();
        assertThat(made.name()).isEqualTo(new TableName("d1", "c1"));
        assertThat(made.replaces()).isFalse();
        assertThat(made.as(OTHER))
                .isEqualTo("CREATE TABLE `understudy`.`arriving` (\n  `id` int NOT NULL,\n"
                        + "  `v` varchar(20) DEFAULT NULL\n)");
    }

    @Test
    void a_named_schema_and_a_replaced_table() {
        MadeTable made = MadeTable.of(
                        "d1", "CREATE OR REPLACE TABLE `o``d`.`t` (`a` int) ENGINE=InnoDB START TRANSACTION")
                .orElseThrow();
        assertThat(made.name()).isEqualTo(new TableName("o`d", "t"));
        assertThat(made.replaces()).isTrue();
        assertThat(made.as(OTHER)).isEqualTo("CREATE TABLE `understudy`.`arriving` (`a` int) ENGINE=InnoDB");
    }

    @Test
    void what_it_references_stays_in_its_own_schema() {
        String columns =
                "(\n  `a` int COMMENT 'REFERENCES `y` (`y`)',\n  CONSTRAINT `t_1` FOREIGN KEY (`a`) REFERENCES ";
        MadeTable made = MadeTable.of(
                        "d$1",
                        "CREATE TABLE `t` " + columns + "`x` (`x`),\n"
                                + "  CONSTRAINT `t_2` FOREIGN KEY (`a`) REFERENCES `e`.`x` (`x`) ON DELETE CASCADE\n)")
                .orElseThrow();

        assertThat(made.as(OTHER))
                .isEqualTo("CREATE TABLE `understudy`.`arriving` " + columns + "`d$1`.`x` (`x`),\n"
                        + "  CONSTRAINT `t_2` FOREIGN KEY (`a`) REFERENCES `e`.`x` (`x`) ON DELETE CASCADE\n)");
    }

    @Test
    void partitions_stay_with_it() {
        MadeTable made = MadeTable.of(
                        "d",
                        "CREATE TABLE `t` (\n  `a` int /*!80023 INVISIBLE */\n) ENGINE=InnoDB START TRANSACTION"
                                + "\n/*!50100 PARTITION BY RANGE (`a`)\n(PARTITION p0 VALUES LESS THAN (10)) */")
                .orElseThrow();
        assertThat(made.as(OTHER))
                .isEqualTo("CREATE TABLE `understudy`.`arriving` (\n  `a` int /*!80023 INVISIBLE */\n) ENGINE=InnoDB"
                        + "\n/*!50100 PARTITION BY RANGE (`a`)\n(PARTITION p0 VALUES LESS THAN (10)) */");
    }

    @Test
    void another_statement_is_none() {
        assertThat(MadeTable.of("d", "ALTER TABLE `t` ADD `a` int")).isEmpty();
    }

    @Test
    void a_table_that_stays_empty_commits_by_itself() {
        assertThat(MadeTable.alone("CREATE TABLE `t` (\n  `a` int\n) START TRANSACTION"))
                .isEqualTo("CREATE TABLE `t` (\n  `a` int\n)");
        assertThat(MadeTable.alone("CREATE TABLE `t` (`a` int) START TRANSACTION\n/*!50100 PARTITION BY HASH (a) */"))
                .isEqualTo("CREATE TABLE `t` (`a` int)\n/*!50100 PARTITION BY HASH (a) */");
        assertThat(MadeTable.alone("CREATE TABLE `t` (\n  `a` int\n) START TRANSACTION ENGINE=InnoDB COMMENT='c'"))
                .isEqualTo("CREATE TABLE `t` (\n  `a` int\n) ENGINE=InnoDB COMMENT='c'");
        assertThat(MadeTable.alone("CREATE PROCEDURE p () START TRANSACTION"))
                .as("what a routine does")
                .isEqualTo("CREATE PROCEDURE p () START TRANSACTION");
        assertThat(MadeTable.alone("CREATE TABLE t (a int) COMMENT = ' START TRANSACTION'"))
                .isEqualTo("CREATE TABLE t (a int) COMMENT = ' START TRANSACTION'");
    }
}

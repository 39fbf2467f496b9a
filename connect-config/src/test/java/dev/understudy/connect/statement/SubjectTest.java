package dev.understudy.connect.statement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE ALGORITHM=UNDEFINED DEFINER=`table`@`%` SQL SECURITY DEFINER VIEW `v` AS SELECT * FROM t",
                "CREATE VIEW IF NOT EXISTS v AS SELECT 1",
                "CREATE OR REPLACE DEFINER=`a`@`b` PROCEDURE p () CREATE TABLE t (a INT)",
                "create definer=a@b function f () returns int return 1",
                "CREATE /* TABLE */ TRIGGER t BEFORE INSERT ON x FOR EACH ROW BEGIN END",
                "ALTER DEFINER=`a``table`@`b` EVENT e DISABLE",
                "CREATE JSON RELATIONAL DUALITY VIEW v AS SELECT JSON_DUALITY_OBJECT('a': b) FROM t",
                "CREATE OR REPLACE USER u IDENTIFIED BY PASSWORD '*A'",
                "DROP ROLE IF EXISTS r",
                "RENAME USER a TO b",
                "GRANT SELECT ON TABLE d.t TO u",
                "REVOKE ALL PRIVILEGES ON d.* FROM u",
                "SET PASSWORD FOR 'u'@'%'='*A'",
                "SET DEFAULT ROLE r FOR u",
                "CREATE UNDO TABLESPACE u ADD DATAFILE 'u.ibu'",
                "CREATE OR REPLACE SPATIAL REFERENCE SYSTEM 1 NAME 'x'",
                "DROP SERVER s",
                "FLUSH PRIVILEGES",
                "OPTIMIZE TABLE t"
            })
    void stored_objects_and_accounts_have_no_rows(String sql) {
        assertThat(Subject.hasNoRows(sql, Opening.ofDefinition(sql).orElseThrow()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE `view` (a INT)",
                "CREATE TABLE IF NOT EXISTS event (a INT)",
                "CREATE OR REPLACE TABLE t AS SELECT * FROM user",
                "ALTER TABLE t RENAME TO view",
                "RENAME TABLE a TO b",
                "DROP TABLES a, b",
                "CREATE SPATIAL INDEX i ON t (a)",
                "CREATE UNIQUE INDEX `trigger` ON t (a)",
                "DROP INDEX event ON t",
                "ALTER DATABASE d CHARACTER SET latin1",
                "CREATE SCHEMA d",
                "CREATE SEQUENCE s",
                "DROP x",
                "DROP (VIEW)"
            })
    void what_gives_rows_their_form_is_told(String sql) {
        assertThat(Subject.hasNoRows(sql, Opening.ofDefinition(sql).orElseThrow()))
                .isFalse();
    }
}

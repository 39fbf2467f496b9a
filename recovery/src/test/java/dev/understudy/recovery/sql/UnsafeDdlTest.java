package dev.understudy.recovery.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnsafeDdlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW SET NEW.a = 1",
                " create definer=`root`@`%` trigger if not exists t after delete on x for each row begin end",
                "/* by hand */ CREATE OR REPLACE DEFINER = CURRENT_USER TRIGGER t BEFORE UPDATE ON x FOR EACH ROW SET @a=1",
            })
    void a_trigger_would_act_twice(String sql) {
        assertThat(UnsafeDdl.reason(sql))
                .hasValueSatisfying(why -> assertThat(why).contains("trigger"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE trigger_log (id INT)",
                "DROP TRIGGER t",
                "CREATE PROCEDURE p() BEGIN SELECT 'CREATE TRIGGER'; END",
                "ALTER TABLE x COMMENT 'CREATE TRIGGER t'",
            })
    void everything_else_may_be_carried_out(String sql) {
        assertThat(UnsafeDdl.reason(sql)).isEmpty();
    }
}

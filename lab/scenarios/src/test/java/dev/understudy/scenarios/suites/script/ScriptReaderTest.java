package dev.understudy.scenarios.suites.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptReaderTest {

    private static List<String> read(String text) {
        return ScriptReader.read(text).stream()
                .map(command -> command.name() + "|" + command.argument())
                .toList();
    }

    @Test
    void a_statement_ends_at_the_delimiter_outside_of_quotes() {
        assertThat(read("INSERT INTO t VALUES ('a;b', \"c;\\\"\", `d;`);\nDROP TABLE t;"))
                .containsExactly("query|INSERT INTO t VALUES ('a;b', \"c;\\\"\", `d;`)", "query|DROP TABLE t");
    }

    @Test
    void a_delimiter_may_be_another() {
        assertThat(read("""
                delimiter |;
                CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END|
                --delimiter ;
                CALL p();
                """))
                .containsExactly("query|CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END", "query|CALL p()");
    }

    @Test
    void a_line_with_two_dashes_is_a_command_or_a_comment() {
        assertThat(
                        read(
                                "-- a comment; with a delimiter\n--error ER_DUP_ENTRY\nINSERT INTO t VALUES (1);\n# a comment\n"))
                .containsExactly("error|ER_DUP_ENTRY", "query|INSERT INTO t VALUES (1)");
    }

    @Test
    void a_block_has_its_brace_on_either_line() {
        assertThat(read("while ($i)\n{\n  dec $i;\n}\nif (`SELECT 1`) {\nSELECT 2;\n}\n"))
                .containsExactly("while|($i)", "dec|$i", "}|", "if|(`SELECT 1`)", "query|SELECT 2", "}|");
    }

    @Test
    void the_text_of_a_file_is_no_command() {
        assertThat(read("--write_file $dir/x.sql\nDROP TABLE t;\nEOF\nperl;\nprint 1;\nEOF\nSELECT 1;"))
                .containsExactly("write_file|$dir/x.sql", "perl|", "query|SELECT 1");
    }

    @Test
    void what_is_not_to_be_read_is_passed_over() {
        assertThat(read("--disable_testcase BUG#1\nSELECT 1;\n--enable_testcase BUG#1\nSELECT 2;"))
                .containsExactly("query|SELECT 2");
    }
}

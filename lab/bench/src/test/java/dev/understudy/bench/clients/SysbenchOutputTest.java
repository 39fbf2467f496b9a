package dev.understudy.bench.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class SysbenchOutputTest {

    private static final String END = """
            SQL statistics:
                queries performed:
                    read:                            0
                    write:                           9080
                    other:                           4540
                    total:                           13620
                transactions:                        2270   (226.66 per sec.)
                queries:                             13620  (1359.99 per sec.)
                ignored errors:                      12     (1.20 per sec.)
                reconnects:                          8      (0.80 per sec.)
            """;

    @Test
    void its_own_figures_are_read_from_its_last_words() throws IOException {
        assertThat(SysbenchOutput.of(END)).isEqualTo(new SysbenchOutput(2270, 12, 8));
    }

    @Test
    void without_them_it_did_not_come_to_its_end() {
        assertThatThrownBy(() -> SysbenchOutput.of("FATAL: unable to connect to MySQL server"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("sysbench did not print")
                .hasMessageEndingWith("unable to connect to MySQL server");
    }

    @Test
    void what_the_script_prints_goes_into_the_diary_and_the_rest_is_its_own() throws IOException {
        Diary diary = new Diary();
        SysbenchLines lines = new SysbenchLines(diary);
        ("committed 7000001\nrestarted 40001-1213\nfailed 08S01-1053\ncommitting HY000-2013\n"
                        + "FATAL: unable to connect to MySQL server on host '127.0.0.1', port 1, aborting...\n"
                        + "FATAL: error 2002: Can't connect to server on '127.0.0.1' (115)\nrefused\n"
                        + "FATAL: error 2013: Lost connection\nrefused\n" + END)
                .lines()
                .forEach(line -> lines.take(line, 5));

        assertThat(diary.commits()).containsExactly(new Diary.Commit(7_000_001, 5));
        assertThat(diary.failures())
                .containsExactly(
                        new Diary.Failure("40001-1213", Diary.Where.RESTARTED, 5),
                        new Diary.Failure("08S01-1053", Diary.Where.IN_SESSION, 5),
                        new Diary.Failure("HY000-2013", Diary.Where.COMMITTING, 5),
                        new Diary.Failure("2002", Diary.Where.CONNECTING, 5),
                        new Diary.Failure("2013", Diary.Where.OPENING, 5));
        assertThat(SysbenchOutput.of(lines.rest()).transactions()).isEqualTo(2270);
    }
}

package dev.understudy.agent.tail;

import static dev.understudy.agent.tail.Fixtures.UUID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.binlog.UnreadableBinlog;
import dev.understudy.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailReaderTest {

    private static final Engine MYSQL = Engine.named("mysql");
    private static final Engine MARIADB = Engine.named("mariadb");

    @Test
    void the_whole_of_a_mysql_log_is_read_with_tags_and_ddl() throws Exception {
        Tail tail = read(MYSQL, Fixtures.folder("mysql"), "");

        assertThat(tail.finalSet()).isEqualTo(UUID + ":1-8:blue:1");
        assertThat(gtids(tail))
                .containsExactly(
                        UUID + ":1",
                        UUID + ":2",
                        UUID + ":3",
                        UUID + ":4",
                        UUID + ":5",
                        UUID + ":6",
                        UUID + ":7",
                        UUID + ":blue:1",
                        UUID + ":8");
    }

    @Test
    void the_whole_of_a_mariadb_log_is_read() throws Exception {
        Tail tail = read(MARIADB, Fixtures.folder("mariadb"), "");

        assertThat(tail.finalSet()).isEqualTo("1-1-8");
        assertThat(gtids(tail)).containsExactly("1-1-1", "1-1-2", "1-1-3", "1-1-4", "1-1-5", "1-1-6", "1-1-7", "1-1-8");
    }

    @Test
    void only_what_lies_beyond_the_given_set_is_wanted() throws Exception {
        assertThat(gtids(read(MYSQL, Fixtures.folder("mysql"), UUID + ":1-6")))
                .containsExactly(UUID + ":7", UUID + ":blue:1", UUID + ":8");
        assertThat(gtids(read(MYSQL, Fixtures.folder("mysql"), UUID + ":1-8:blue:1")))
                .isEmpty();
        assertThat(gtids(read(MARIADB, Fixtures.folder("mariadb"), "1-1-6"))).containsExactly("1-1-7", "1-1-8");
        assertThat(gtids(read(MARIADB, Fixtures.folder("mariadb"), "1-1-8"))).isEmpty();
    }

    @Test
    void the_final_set_is_the_same_wherever_the_reading_began() throws Exception {
        assertThat(read(MYSQL, Fixtures.folder("mysql"), UUID + ":1-8:blue:1").finalSet())
                .isEqualTo(UUID + ":1-8:blue:1");
        assertThat(read(MARIADB, Fixtures.folder("mariadb"), "1-1-7").finalSet())
                .isEqualTo("1-1-8");
        assertThat(new TailReader(MARIADB)
                        .readNewest(Fixtures.folder("mariadb"))
                        .finalSet())
                .isEqualTo("1-1-8");
    }

    @Test
    void a_mysql_log_cut_anywhere_holds_the_last_transaction_whole_or_not_at_all(@TempDir Path folder)
            throws Exception {
        cutAnywhere(MYSQL, "mysql", folder, UUID + ":1-7:blue:1", UUID + ":1-8:blue:1", 535);
    }

    @Test
    void a_mariadb_log_cut_anywhere_holds_the_last_transaction_whole_or_not_at_all(@TempDir Path folder)
            throws Exception {
        // Its last event is a checkpoint, behind the transaction's end at 588.
        cutAnywhere(MARIADB, "mariadb", folder, "1-1-7", "1-1-8", 588);
    }

    private static void cutAnywhere(Engine engine, String name, Path folder, String without, String with, long wholeAt)
            throws IOException, UnreadableBinlog {
        BinlogFolder copy = Fixtures.copy(name, folder);
        Path last = folder.resolve("binlog.000003");
        long length = Files.size(last);
        for (long cut = length; cut >= 0; cut--) {
            Fixtures.truncate(last, cut);
            Tail tail = read(engine, copy, without);
            assertThat(tail.finalSet()).as("cut at %d", cut).isEqualTo(cut >= wholeAt ? with : without);
            assertThat(tail.transactions()).as("cut at %d", cut).hasSize(cut >= wholeAt ? 1 : 0);
        }
    }

    @Test
    void space_that_was_given_out_and_not_written_counts_as_torn(@TempDir Path folder) throws Exception {
        BinlogFolder copy = Fixtures.copy("mysql", folder);
        Path last = folder.resolve("binlog.000003");
        Fixtures.truncate(last, Files.size(last) + 4_096);

        assertThat(read(MYSQL, copy, "").finalSet()).isEqualTo(UUID + ":1-8:blue:1");
    }

    @Test
    void a_file_that_breaks_off_before_a_newer_one_is_no_torn_end(@TempDir Path folder) throws Exception {
        BinlogFolder copy = Fixtures.copy("mysql", folder);
        Fixtures.truncate(folder.resolve("binlog.000002"), 1_400);

        assertThatThrownBy(() -> read(MYSQL, copy, ""))
                .isInstanceOf(UnreadableBinlog.class)
                .hasMessageContaining("binlog.000002 breaks off");
    }

    @Test
    void a_damaged_length_is_told_from_a_torn_end(@TempDir Path folder) throws Exception {
        BinlogFolder copy = Fixtures.copy("mysql", folder);
        // The size field of the transaction's BEGIN at 323, in its third byte: far beyond the end of the file.
        Fixtures.flip(folder.resolve("binlog.000003"), 323 + 9 + 2);

        assertThatThrownBy(() -> read(MYSQL, copy, ""))
                .isInstanceOf(UnreadableBinlog.class)
                .hasMessage("damaged header at binlog.000003:323");
    }

    @Test
    void what_cannot_be_shipped_is_refused_only_where_it_is_wanted() throws Exception {
        refused(MYSQL, "mysql-compressed", UUID + ":2", "binlog_transaction_compression");
        refused(MARIADB, "mariadb-compressed", "1-1-2", "log_bin_compress");
        refused(MYSQL, "mysql-xa", UUID + ":2", "XA");
        refused(MARIADB, "mariadb-xa", "1-1-2", "XA");

        assertThat(gtids(read(MYSQL, Fixtures.folder("mysql-xa"), UUID + ":1-3")))
                .containsExactly(UUID + ":4");
        assertThat(gtids(read(MARIADB, Fixtures.folder("mariadb-xa"), "1-1-3"))).containsExactly("1-1-4");
    }

    private static void refused(Engine engine, String fixture, String gtid, String reason) {
        assertThatThrownBy(() -> read(engine, Fixtures.folder(fixture), ""))
                .isInstanceOf(UnreadableBinlog.class)
                .hasMessageContaining(gtid + " cannot be shipped")
                .hasMessageContaining(reason);
    }

    @Test
    void an_encrypted_log_is_refused(@TempDir Path folder) throws Exception {
        BinlogFolder copy = Fixtures.copy("mysql", folder);
        Path last = folder.resolve("binlog.000003");
        byte[] bytes = Files.readAllBytes(last);
        bytes[0] = (byte) 0xfd;
        Files.write(last, bytes);

        assertThatThrownBy(() -> read(MYSQL, copy, "")).hasMessage("binlog.000003 is encrypted");
    }

    @Test
    void what_was_purged_and_is_not_known_elsewhere_is_told(@TempDir Path folder) throws Exception {
        BinlogFolder copy = Fixtures.copy("mysql", folder);
        Files.writeString(folder.resolve("binlog.index"), "./binlog.000002\n./binlog.000003\n");

        assertThat(gtids(read(MYSQL, copy, UUID + ":1-4"))).hasSize(5);
        assertThatThrownBy(() -> read(MYSQL, copy, UUID + ":1-3"))
                .isInstanceOf(UnreadableBinlog.class)
                .hasMessageContaining("is not all known elsewhere: " + UUID + ":4");
    }

    @Test
    void a_folder_with_two_indexes_needs_the_right_one_named(@TempDir Path folder) throws Exception {
        BinlogFolder copy = Fixtures.copy("mysql", folder);
        Files.writeString(folder.resolve("other.index"), "./other.000001\n");

        assertThatThrownBy(copy::files).hasMessageContaining("agent.binlogIndex");
        assertThat(new BinlogFolder(folder, folder.resolve("binlog.index")).files())
                .hasSize(3);
    }

    @Test
    void a_large_log_is_scanned_by_its_headers(@TempDir Path folder) throws Exception {
        Path file = LargeBinlog.write(folder, 200_000);
        long start = System.nanoTime();
        Tail tail = read(MARIADB, new BinlogFolder(folder, null), "0-1-199990");
        long millis = (System.nanoTime() - start) / 1_000_000;

        assertThat(tail.finalSet()).isEqualTo("0-1-200000");
        assertThat(tail.transactions()).hasSize(10);
        // About 100 MB; generous, as the machine may be busy: what it guards against is reading byte by byte.
        assertThat(millis).as("%d bytes", Files.size(file)).isLessThan(5_000);
    }

    private static Tail read(Engine engine, BinlogFolder folder, String after) throws IOException, UnreadableBinlog {
        return new TailReader(engine).read(folder, engine.transactions(after));
    }

    private static List<String> gtids(Tail tail) {
        return tail.transactions().stream().map(LoggedTransaction::gtid).toList();
    }
}

package dev.understudy.agent.tail;

import static dev.understudy.agent.tail.Fixtures.UUID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.binlog.LogEvent;
import dev.understudy.engine.Engine;
import dev.understudy.events.Command;
import dev.understudy.events.Epoch;
import dev.understudy.events.JournalRecord;
import dev.understudy.events.ServerProcess;
import dev.understudy.events.TailEnd;
import dev.understudy.events.TailTransaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailShipperTest {

    private static final ServerProcess ENDED = new ServerProcess(7, "h:7:9", ServerProcess.State.ENDED);

    private final FakeJournal journal = new FakeJournal();
    private @Nullable ServerProcess process = ENDED;

    @Test
    void whole_transactions_and_then_the_end_are_written() {
        TailEnd end = shipper(Fixtures.folder("mysql"), TailParts.PART_BYTES).ship(command(UUID + ":1-6", "h:7:9"));

        assertThat(end.complete()).isTrue();
        assertThat(end.transactions()).isEqualTo(3);
        assertThat(end.finalSet()).isEqualTo(UUID + ":1-8:blue:1");
        assertThat(journal.written).hasSize(4).last().isEqualTo(end);
        assertThat(journal.transactions())
                .allMatch(part -> part.last() && part.part() == 0)
                .extracting(part -> part.transaction().gtid())
                .containsExactly(UUID + ":7", UUID + ":blue:1", UUID + ":8");
    }

    @Test
    void an_event_is_shipped_as_it_stands_in_the_file_from_after_the_gtid_to_the_end() {
        shipper(Fixtures.folder("mysql"), TailParts.PART_BYTES).ship(command(UUID + ":1-7:blue:1", "h:7:9"));

        List<String> events = journal.transactions().get(0).transaction().events();
        assertThat(events.stream().map(TailShipperTest::type)).containsExactly(LogEvent.QUERY, 19, 30, LogEvent.XID);
        assertThat(events).allMatch(TailShipperTest::checksumMatches);
    }

    @Test
    void the_format_description_is_shipped_without_the_mark_of_a_file_in_use() {
        for (String engine : List.of("mysql", "mariadb")) {
            journal.written.clear();
            new TailShipper(Engine.named(engine), Fixtures.folder(engine), journal, () -> process, TailParts.PART_BYTES)
                    .ship(command("", "h:7:9"));
            assertThat(journal.transactions())
                    .extracting(part -> part.transaction().formatDescription())
                    .allMatch(TailShipperTest::checksumMatches)
                    .allMatch(event -> type(event) == LogEvent.FORMAT_DESCRIPTION);
        }
    }

    @Test
    void a_large_transaction_comes_in_parts_that_each_begin_with_an_event() {
        shipper(Fixtures.folder("mysql"), 60).ship(command(UUID + ":1-7:blue:1", "h:7:9"));

        assertThat(journal.transactions()).extracting(TailTransaction::part).containsExactly(0, 1, 2, 3);
        assertThat(journal.transactions()).extracting(TailTransaction::last).containsExactly(false, false, false, true);
    }

    @Test
    void a_damaged_event_ends_it_with_the_place_and_no_final_set(@TempDir Path folder) throws Exception {
        BinlogFolder copy = Fixtures.copy("mysql", folder);
        Fixtures.flip(folder.resolve("binlog.000003"), 450 + 30);

        TailEnd end = shipper(copy, TailParts.PART_BYTES).ship(command(UUID + ":1-7:blue:1", "h:7:9"));

        assertThat(end.complete()).isFalse();
        assertThat(end.finalSet()).isNull();
        assertThat(end.reason())
                .isEqualTo("the checksum of the event at binlog.000003:450 does not match: the file is damaged");
        assertThat(journal.written).containsExactly(end);
    }

    @Test
    void a_server_that_lives_or_was_never_seen_or_is_another_is_refused() {
        process = new ServerProcess(7, "h:7:9", ServerProcess.State.STOPPED);
        assertThat(reason(command("", "h:7:9"))).contains("STOPPED and may write on");
        process = null;
        assertThat(reason(command("", null))).contains("not known to have ended");
        process = ENDED;
        assertThat(reason(command("", "h:8:1"))).isEqualTo("the server here was h:7:9, not h:8:1");
        assertThat(shipper(Fixtures.folder("mysql"), 60).ship(command("", null)).complete())
                .isTrue();
    }

    @Test
    void one_that_reigns_no_more_may_live() {
        process = new ServerProcess(7, "h:7:9", ServerProcess.State.RUNNING);
        Command command = new Command(
                "c1",
                Command.Kind.SHIP_DIVERGENT,
                "orders",
                "orders-a",
                new Epoch(1),
                null,
                "i",
                0,
                5_000,
                UUID + ":1-6");
        TailEnd end = shipper(Fixtures.folder("mysql"), TailParts.PART_BYTES).ship(command);
        assertThat(end.complete()).isTrue();
        assertThat(end.transactions()).isEqualTo(3);
    }

    @Test
    void one_that_restarted_and_is_named_may_live() {
        process = new ServerProcess(7, "h:7:9", ServerProcess.State.RUNNING);
        assertThat(reason(command("", null))).contains("RUNNING and may write on");
        assertThat(reason(command("", "h:6:1"))).contains("RUNNING and may write on");
        assertThat(shipper(Fixtures.folder("mysql"), 60)
                        .ship(command("", "h:7:9"))
                        .complete())
                .isTrue();
        process = new ServerProcess(7, "h:7:9", ServerProcess.State.STOPPED);
        assertThat(reason(command("", "h:7:9"))).contains("STOPPED and may write on");
    }

    @Test
    void a_server_that_comes_up_while_its_log_is_read_spoils_it() {
        journal.onFlush = () -> process = new ServerProcess(8, "h:8:1", ServerProcess.State.RUNNING);

        TailEnd end = shipper(Fixtures.folder("mysql"), 60).ship(command("", "h:7:9"));

        assertThat(end.complete()).isFalse();
        assertThat(end.reason()).contains("h:8:1 is RUNNING");
    }

    @Test
    void a_journal_that_is_not_written_makes_it_incomplete() {
        journal.onFlush = () -> {
            throw new KafkaException("no in-sync replica");
        };
        assertThat(reason(command("", "h:7:9"))).contains("no in-sync replica");
    }

    @Test
    void a_set_that_cannot_be_read_is_told() {
        assertThat(reason(command("nonsense", "h:7:9"))).contains("not a GTID set");
    }

    @Test
    void an_agent_that_does_not_know_the_data_folder_says_so() {
        TailEnd end = new TailShipper(Engine.named("mysql"), null, journal, () -> process, 60).ship(command("", null));
        assertThat(end.reason()).contains("agent.dataDir");
    }

    private String reason(Command command) {
        TailEnd end = shipper(Fixtures.folder("mysql"), 60).ship(command);
        assertThat(end.complete()).isFalse();
        return end.reason();
    }

    private TailShipper shipper(BinlogFolder folder, int partBytes) {
        return new TailShipper(Engine.named("mysql"), folder, journal, () -> process, partBytes);
    }

    private static Command command(String after, @Nullable String bootId) {
        return new Command(
                "c1", Command.Kind.SHIP_TAIL, "orders", "orders-a", new Epoch(1), bootId, "i", 0, 5_000, after);
    }

    private static int type(String event) {
        return Base64.getDecoder().decode(event)[4] & 0xFF;
    }

    private static boolean checksumMatches(String event) {
        byte[] bytes = Base64.getDecoder().decode(event);
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, bytes.length - 4);
        int written = 0;
        for (int i = 0; i < 4; i++) {
            written |= (bytes[bytes.length - 4 + i] & 0xFF) << (8 * i);
        }
        return (int) sum.getValue() == written;
    }

    /** Keeps what is written; does something at a flush, once. */
    private static final class FakeJournal implements Journal {

        private final List<JournalRecord> written = new ArrayList<>();
        private @Nullable Runnable onFlush;

        List<TailTransaction> transactions() {
            return written.stream()
                    .filter(TailTransaction.class::isInstance)
                    .map(TailTransaction.class::cast)
                    .toList();
        }

        @Override
        public void write(JournalRecord record) {
            written.add(record);
        }

        @Override
        public void flush() {
            Runnable action = onFlush;
            onFlush = null;
            if (action != null) {
                action.run();
            }
        }

        @Override
        public void close() {}
    }
}

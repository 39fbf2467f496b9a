package dev.understudy.recovery.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.Engine;
import dev.understudy.events.Epoch;
import dev.understudy.events.EpochMarker;
import dev.understudy.events.RawTail;
import dev.understudy.events.RawTransaction;
import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.changelog.LogEntry.Half;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssemblerTest {

    private static final TableName TABLE = new TableName("shop", "orders");

    private final Engine engine = Engine.named("mariadb");
    private Assembler assembler = new Assembler(engine.transactions("0-1-9"), Epoch.of(1), "orders-e1");
    private long offset;

    @Test
    void a_whole_transaction_comes_out_once() {
        assertThat(transaction("orders-e1", 10, 2)).containsExactly("0-1-10 rows 2");
        assertThat(transaction("orders-e1", 10, 2)).isEmpty();
        assertThat(assembler.nothingOpen()).isTrue();
    }

    @Test
    void what_a_connector_sends_again_after_its_restart_inside_a_transaction_counts_once() {
        take(begin(10));
        take(row("orders-e1", 10, 1));
        take(begin(10));
        take(row("orders-e1", 10, 1));
        take(row("orders-e1", 10, 2));

        assertThat(take(end(10, 2))).containsExactly("0-1-10 rows 2");
    }

    @Test
    void a_connector_that_restarted_inside_a_transaction_goes_on_where_its_receipts_end() {
        take(begin(10));
        take(insert(1, 3, 0));
        take(insert(2, 3, 1));
        take(insert(3, 4, 0));
        // It has a receipt for the first row only, and counts from one again.
        take(begin(10));
        take(insert(1, 3, 1));
        take(insert(2, 4, 0));
        take(insert(3, 4, 1));
        // Once more, and it has one for all.
        take(begin(10));
        take(insert(1, 4, 2));

        assertThat(take(end(10, 1))).containsExactly("0-1-10 rows 5");
    }

    @Test
    void a_connector_may_restart_between_a_transactions_last_row_and_its_end() {
        take(begin(10));
        take(insert(1, 3, 0));
        take(begin(10));

        assertThat(take(end(10, 0))).containsExactly("0-1-10 rows 1");
    }

    @Test
    void a_connector_that_goes_on_too_far_behind_is_not_followed() {
        take(begin(10));
        take(insert(1, 3, 0));
        take(begin(10));

        assertThat(take(insert(1, 3, 2))).singleElement().asString().startsWith("broken");
    }

    @Test
    void the_rows_of_a_restarted_connector_are_all_wanted() {
        take(begin(10));
        take(insert(1, 3, 0));
        take(insert(2, 3, 1));
        take(begin(10));
        take(insert(1, 3, 1));

        assertThat(take(end(10, 2))).singleElement().asString().startsWith("broken");
    }

    @Test
    void a_late_connectors_announcement_in_the_middle_changes_no_count() {
        take(begin(10));
        take(insert(1, 3, 0));
        take(begin(10));
        take(insert(2, 3, 1));

        assertThat(take(end(10, 2))).containsExactly("0-1-10 rows 2");
    }

    @Test
    void an_event_that_a_connector_reads_again_from_its_beginning_counts_once() {
        take(begin(10));
        take(insert(1, 500, 0));
        take(insert(2, 500, 1));
        take(insert(3, 500, 0));
        take(insert(4, 500, 1));
        take(insert(5, 500, 2));
        take(insert(6, 900, 0));

        assertThat(take(end(10, 6))).containsExactly("0-1-10 rows 4");
    }

    @Test
    void the_two_halves_of_a_changed_key_stand_at_one_place() {
        take(begin(10));
        take(leaves(1, 500, 0));
        take(leaves(2, 500, 0));
        take(comes(3, 500, 0));
        take(leaves(4, 500, 0));
        take(comes(5, 500, 0));
        take(leaves(6, 500, 1));
        take(comes(7, 500, 1));

        assertThat(take(end(10, 7))).containsExactly("0-1-10 rows 4");
    }

    @Test
    void a_connector_that_restarted_between_the_halves_sends_both_again_or_the_second() {
        take(begin(10));
        take(leaves(1, 500, 0));
        take(begin(10));
        take(leaves(1, 500, 0));
        take(comes(2, 500, 0));
        take(leaves(3, 500, 1));
        take(begin(10));
        take(comes(1, 500, 1));

        assertThat(take(end(10, 1))).containsExactly("0-1-10 rows 4");
    }

    @Test
    void without_the_second_half_of_a_changed_key_nothing_goes_on() {
        take(begin(10));
        take(leaves(1, 500, 0));
        take(begin(10));

        assertThat(take(insert(1, 500, 1))).singleElement().asString().startsWith("broken");
    }

    @Test
    void nor_does_a_transaction_end_without_it() {
        take(begin(10));
        take(leaves(1, 500, 0));
        take(begin(10));

        assertThat(take(end(10, 0))).singleElement().asString().startsWith("broken");
    }

    @Test
    void a_transaction_that_lacks_a_row_is_never_applied() {
        take(begin(10));
        take(row("orders-e1", 10, 1));

        assertThat(take(row("orders-e1", 10, 3))).singleElement().asString().startsWith("broken");
    }

    @Test
    void the_transaction_that_is_open_at_a_marker_is_discarded() {
        take(begin(10));
        take(row("orders-e1", 10, 1));

        assertThat(take(marker(2))).containsExactly("epoch 2");
        assertThat(take(end(10, 1))).isEmpty();
        assertThat(assembler.received().text()).isEqualTo("0-1-9");
    }

    @Test
    void after_a_marker_the_older_connector_is_counted_and_not_applied() {
        take(marker(2));

        assertThat(transaction("orders-e1", 10, 1)).isEmpty();
        assertThat(assembler.voidRecords()).isEqualTo(1);
        assertThat(transaction("orders-e2", 10, 1)).containsExactly("0-1-10 rows 1");
    }

    @Test
    void a_late_transaction_among_the_rows_of_a_new_one_breaks_nothing() {
        take(marker(2));

        take(new LogEntry.Begin("0-2-10"));
        take(new LogEntry.Begin("0-1-10"));
        take(row("orders-e1", 10, 1));
        take(new LogEntry.Row("orders-e2", "0-2-10", 1, TABLE, null, RowImage.of(), 100, LogEntry.Place.UNKNOWN));
        take(end(10, 1));

        assertThat(take(new LogEntry.End("0-2-10", 1, 0))).containsExactly("0-2-10 rows 1");
        assertThat(assembler.nothingOpen()).isTrue();
        assertThat(assembler.received().text()).isEqualTo("0-2-10");
    }

    @Test
    void an_empty_transaction_after_a_marker_counts_where_the_new_primary_wrote_it() {
        take(marker(2));

        assertThat(take(new LogEntry.Begin("0-1-10"))).isEmpty();
        assertThat(take(new LogEntry.End("0-1-10", 0, 0))).isEmpty();
        assertThat(take(new LogEntry.Begin("0-2-10"))).isEmpty();
        assertThat(take(new LogEntry.End("0-2-10", 0, 0))).isEmpty();
        assertThat(assembler.nothingOpen()).as("not decided yet").isFalse();
        take(new LogEntry.Begin("0-2-11"));
        assertThat(take(new LogEntry.Row(
                        "orders-e2", "0-2-11", 1, TABLE, null, RowImage.of(), 100, LogEntry.Place.UNKNOWN)))
                .containsExactly("0-2-10 rows 0");
        assertThat(take(new LogEntry.End("0-2-11", 1, 0))).containsExactly("0-2-11 rows 1");

        take(new LogEntry.Begin("0-1-12"));
        assertThat(take(new LogEntry.End("0-1-12", 0, 0))).isEmpty();
        assertThat(assembler.received().text()).isEqualTo("0-2-11");
        assertThat(assembler.voidRecords()).isEqualTo(2);
    }

    @Test
    void a_record_that_nobody_of_us_wrote_is_counted_and_passed_over() {
        take(begin(10));
        take(row("orders-e1", 10, 1));
        assertThat(take(new LogEntry.Foreign("it is not JSON"))).isEmpty();

        assertThat(take(end(10, 1))).containsExactly("0-1-10 rows 1");
        assertThat(assembler.foreignRecords()).isEqualTo(1);
    }

    @Test
    void a_marker_that_a_successor_wrote_again_begins_nothing() {
        take(marker(2));

        assertThat(take(marker(2))).isEmpty();
        assertThat(assembler.epoch()).isEqualTo(Epoch.of(2));
    }

    @Test
    void a_rescued_transaction_counts_once_however_often_it_comes() {
        assertThat(take(tail(10, 0, true))).containsExactly("0-1-10 raw 1");
        assertThat(take(tail(10, 0, true))).isEmpty();
        assertThat(transaction("orders-e1", 10, 1)).isEmpty();
    }

    @Test
    void a_rescued_transaction_that_the_connector_had_begun_is_not_broken_by_its_end() {
        take(begin(10));
        take(row("orders-e1", 10, 1));

        assertThat(take(tail(10, 0, true))).containsExactly("0-1-10 raw 1");
        assertThat(take(row("orders-e1", 10, 2))).isEmpty();
        assertThat(take(end(10, 2))).isEmpty();
        assertThat(assembler.nothingOpen()).isTrue();
    }

    @Test
    void a_large_transaction_comes_in_parts_and_is_abandoned_where_its_end_never_comes() {
        take(begin(10));
        List<String> out = new ArrayList<>();
        for (int i = 1; i <= 12_000; i++) {
            out.addAll(take(row("orders-e1", 10, i)));
        }
        assertThat(out).containsExactly("part of 0-1-10 rows 5000", "part of 0-1-10 rows 5000");
        assertThat(take(begin(10))).as("the connector begins again").isEmpty();
        assertThat(take(row("orders-e1", 10, 1))).isEmpty();
        assertThat(take(marker(2))).containsExactly("abandoned 0-1-10", "epoch 2");
        assertThat(assembler.received().text()).isEqualTo("0-1-9");
    }

    @Test
    void a_table_that_is_made_and_filled_by_one_transaction_comes_out_with_its_rows() {
        take(begin(10));
        take(ddl(10, "CREATE TABLE x (id INT) START TRANSACTION"));
        take(row("orders-e1", 10, 1));
        take(begin(10));
        take(ddl(10, "CREATE TABLE x (id INT) START TRANSACTION"));
        take(row("orders-e1", 10, 1));
        take(row("orders-e1", 10, 2));

        List<Outcome> whole = assembler.accept(end(10, 2), offset++);
        SourceTransaction transaction = ((Outcome.Whole) whole.get(0)).transaction();
        assertThat(transaction.fillsWhatItMakes()).isTrue();
        assertThat(transaction.changes()).hasSize(3);
        assertThat(assembler.nothingOpen()).isTrue();
    }

    @Test
    void rows_that_were_taken_back_do_not_come_out() {
        take(begin(10));
        take(row("orders-e1", 10, 1));
        take(row("orders-e1", 10, 2));

        assertThat(take(new LogEntry.Undone("orders-e1", "0-1-10", 0))).containsExactly("0-1-10 rows 0");
        assertThat(take(new LogEntry.Undone("orders-e1", "0-1-10", 0))).isEmpty();
        assertThat(take(end(10, 2))).isEmpty();
        assertThat(transaction("orders-e1", 11, 1)).containsExactly("0-1-11 rows 1");
        assertThat(assembler.nothingOpen()).isTrue();
    }

    @Test
    void what_cannot_be_replayed_halts_unless_it_is_held_already() {
        take(begin(10));
        take(row("orders-e1", 10, 1));

        assertThat(take(new LogEntry.Refused("orders-e1", "0-1-9", "held"))).isEmpty();
        assertThat(take(new LogEntry.Refused("orders-e0", "0-1-10", "late"))).isEmpty();
        assertThat(take(new LogEntry.Refused("orders-e1", "0-1-10", "it cannot")))
                .singleElement()
                .asString()
                .startsWith("broken: it cannot");
    }

    @Test
    void a_heartbeat_tears_no_statement() {
        take(begin(10));
        take(ddl(10, "CREATE TABLE x (id INT)"));
        assertThat(take(new LogEntry.Nothing())).isEmpty();
        take(row("orders-e1", 10, 1));
        assertThat(take(end(10, 1))).containsExactly("0-1-10 rows 2");

        take(begin(11));
        take(ddl(11, "DROP TABLE x"));
        take(new LogEntry.Foreign("it is not JSON"));
        take(ddl(11, "DROP TABLE y"));
        assertThat(take(begin(12))).containsExactly("0-1-11 rows 2");
        assertThat(take(row("orders-e1", 11, 1))).singleElement().asString().startsWith("broken");
    }

    @Test
    void a_table_that_is_made_and_filled_with_nothing_is_a_statement() {
        take(begin(10));
        take(ddl(10, "CREATE TABLE x (id INT)"));

        assertThat(take(end(10, 0))).containsExactly("0-1-10 rows 1");
        assertThat(transaction("orders-e1", 11, 1)).containsExactly("0-1-11 rows 1");
    }

    @Test
    void nothing_comes_out_behind_a_transaction_that_is_missing() {
        assertThat(transaction("orders-e1", 12, 1))
                .first()
                .asString()
                .startsWith("broken")
                .contains("0-1-10 to 0-1-11");
        assertThat(take(ddl(13, "CREATE TABLE x (id INT)"))).isEmpty();
        assertThat(take(begin(14))).singleElement().asString().startsWith("broken");
        assertThat(assembler.received().text()).isEqualTo("0-1-9");
    }

    @Test
    void a_transaction_that_never_ended_is_missed_by_the_next() {
        take(begin(10));
        take(row("orders-e1", 10, 1));

        assertThat(transaction("orders-e1", 11, 1)).first().asString().contains("0-1-10: an XA transaction");
    }

    @Test
    void the_parts_of_a_large_transaction_end_with_the_rest() {
        take(begin(10));
        for (int i = 1; i <= 5_001; i++) {
            take(row("orders-e1", 10, i));
        }

        assertThat(take(end(10, 5_001))).containsExactly("0-1-10 rows 1 behind parts");
    }

    @Test
    void the_parts_of_a_large_rescued_transaction_come_out_as_one() {
        assertThat(take(tail(10, 0, false))).isEmpty();
        assertThat(assembler.nothingOpen()).isFalse();
        assertThat(take(tail(10, 1, true))).containsExactly("0-1-10 raw 2");
    }

    @Test
    void a_rescued_transaction_without_its_first_part_is_broken() {
        assertThat(take(tail(10, 1, true))).singleElement().asString().startsWith("broken");
    }

    private List<String> transaction(String connector, int number, int rows) {
        List<String> out = new ArrayList<>(take(begin(number)));
        for (int i = 1; i <= rows; i++) {
            out.addAll(take(row(connector, number, i)));
        }
        out.addAll(take(end(number, rows)));
        return out;
    }

    private List<String> take(LogEntry entry) {
        return assembler.accept(entry, offset++).stream()
                .map(AssemblerTest::describe)
                .toList();
    }

    private static String describe(Outcome outcome) {
        if (outcome instanceof Outcome.Broken broken) {
            return "broken: " + broken.reason();
        }
        if (outcome instanceof Outcome.EpochBegins begins) {
            return "epoch " + begins.marker().epoch();
        }
        if (outcome instanceof Outcome.Part part) {
            return "part of " + part.gtid() + " rows " + part.changes().size();
        }
        if (outcome instanceof Outcome.Abandoned abandoned) {
            return "abandoned " + abandoned.gtid();
        }
        SourceTransaction whole = ((Outcome.Whole) outcome).transaction();
        return whole.gtid()
                + (!whole.changes().isEmpty() && whole.changes().get(0) instanceof Change.Raw raw
                        ? " raw " + raw.transaction().events().size()
                        : " rows " + whole.changes().size())
                + (((Outcome.Whole) outcome).parted() ? " behind parts" : "");
    }

    @Test
    void a_statement_that_each_of_its_tables_brings_whole_is_one() {
        Change.Ddl drop = new Change.Ddl("shop", "DROP TABLE a, other.b");
        assembler.accept(new LogEntry.Ddl("orders-e1", "0-1-10", drop, 0), 1);
        assembler.accept(new LogEntry.Ddl("orders-e1", "0-1-10", drop, 0), 2);

        List<Outcome> outcomes = assembler.accept(begin(11), 3);
        assertThat(((Outcome.Whole) outcomes.get(0)).transaction().changes()).containsExactly(drop);
    }

    private static LogEntry begin(int number) {
        return new LogEntry.Begin("0-1-" + number);
    }

    private static LogEntry row(String connector, int number, int order) {
        return new LogEntry.Row(
                connector, "0-1-" + number, order, TABLE, null, RowImage.of(), 100, LogEntry.Place.UNKNOWN);
    }

    private static LogEntry insert(int order, long position, int row) {
        return new LogEntry.Row(
                "orders-e1", "0-1-10", order, TABLE, null, RowImage.of(), 100, place(position, row, Half.WHOLE));
    }

    private static LogEntry leaves(int order, long position, int row) {
        return new LogEntry.Row(
                "orders-e1", "0-1-10", order, TABLE, RowImage.of(), null, 100, place(position, row, Half.FIRST));
    }

    private static LogEntry comes(int order, long position, int row) {
        return new LogEntry.Row(
                "orders-e1", "0-1-10", order, TABLE, null, RowImage.of(), 100, place(position, row, Half.SECOND));
    }

    private static LogEntry.Place place(long position, int row, Half half) {
        return new LogEntry.Place(position, row, half);
    }

    private static LogEntry ddl(int number, String sql) {
        return new LogEntry.Ddl("orders-e1", "0-1-" + number, "shop", sql, 0);
    }

    private static LogEntry end(int number, int rows) {
        return new LogEntry.End("0-1-" + number, rows, 0);
    }

    private static LogEntry tail(int number, int part, boolean last) {
        return new LogEntry.Tail(new RawTail(
                "orders",
                Epoch.of(1),
                part,
                last,
                new RawTransaction("0-1-" + number, "Rk9STUFU", List.of("ZXZlbnQ="))));
    }

    private static LogEntry marker(int epoch) {
        return new LogEntry.Marker(new EpochMarker(
                "orders",
                Epoch.of(epoch),
                "orders-b",
                "0-1-9",
                EpochMarker.connectorOf("orders", Epoch.of(epoch)),
                "incident"));
    }
}

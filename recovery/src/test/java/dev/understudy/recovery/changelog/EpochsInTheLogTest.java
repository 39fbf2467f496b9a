package dev.understudy.recovery.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.Engine;
import dev.understudy.events.Epoch;
import dev.understudy.events.EpochMarker;
import dev.understudy.events.RawTail;
import dev.understudy.events.RawTransaction;
import dev.understudy.recovery.changelog.Change.TableName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a reader makes of epochs that follow one another in the log. */
class EpochsInTheLogTest {

    private static final TableName TABLE = new TableName("shop", "orders");
    private static final String A = "aaaaaaaa-0000-0000-0000-000000000001";
    private static final String B = "bbbbbbbb-0000-0000-0000-000000000002";

    private final Engine engine = Engine.named("mysql");
    private final Assembler assembler = new Assembler(engine.transactions(A + ":1-9"), Epoch.of(1), "orders-e1");
    private long offset;

    @Test
    void a_reader_that_was_away_crosses_two_markers_and_holds_what_both_cuts_hold() {
        transaction("orders-e1", A + ":10");
        assertThat(take(marker(2, A + ":1-10"))).containsExactly("epoch 2");
        transaction("orders-e2", B + ":1");
        assertThat(take(marker(3, A + ":1-10," + B + ":1"))).containsExactly("epoch 3");
        transaction("orders-e3", A + ":11");

        assertThat(assembler.received().text()).isEqualTo(A + ":1-11," + B + ":1");
        assertThat(assembler.epoch()).isEqualTo(Epoch.of(3));
    }

    @Test
    void a_transaction_that_the_marker_names_and_the_log_lacks_halts() {
        assertThat(take(marker(2, A + ":1-10")))
                .singleElement()
                .asString()
                .startsWith("broken")
                .contains(A + ":10")
                .contains("before epoch 2");
        assertThat(assembler.epoch()).isEqualTo(Epoch.of(1));
    }

    @Test
    void a_marker_of_an_older_epoch_says_that_the_log_is_another_one() {
        take(marker(2, A + ":1-9"));

        assertThat(take(marker(1, A + ":1-9"))).singleElement().asString().contains("lost its memory");
    }

    @Test
    void what_an_older_connector_adds_after_the_marker_is_void_whatever_it_is() {
        take(marker(2, A + ":1-9"));
        transaction("orders-e1", A + ":10");
        take(new LogEntry.Truncate("orders-e1", A + ":11", TABLE, 0));
        take(new LogEntry.Ddl("orders-e1", A + ":12", "shop", "DROP TABLE orders", 0));
        transaction("orders-e2", B + ":1");

        assertThat(assembler.received().text()).isEqualTo(A + ":1-9," + B + ":1");
        assertThat(assembler.voidRecords()).isEqualTo(4);
        assertThat(assembler.nothingOpen()).isTrue();
    }

    @Test
    void two_connectors_that_read_the_same_reinstated_primary_may_be_mixed() {
        take(marker(2, A + ":1-9"));
        take(new LogEntry.Begin(A + ":10"));
        take(new LogEntry.Begin(A + ":10"));
        take(row("orders-e1", A + ":10", 1));
        take(row("orders-e2", A + ":10", 1));
        take(row("orders-e1", A + ":10", 2));
        assertThat(take(new LogEntry.End(A + ":10", 2, 0)))
                .as("the older one's")
                .isEmpty();
        take(row("orders-e2", A + ":10", 2));

        assertThat(take(new LogEntry.End(A + ":10", 2, 0))).containsExactly(A + ":10 with 2");
    }

    @Test
    void a_row_that_is_missing_is_missed_also_where_two_connectors_are_mixed() {
        take(marker(2, A + ":1-9"));
        take(new LogEntry.Begin(A + ":10"));
        take(row("orders-e1", A + ":10", 1));
        take(row("orders-e2", A + ":10", 1));
        take(new LogEntry.End(A + ":10", 2, 0));

        assertThat(transaction("orders-e2", A + ":11")).first().asString().startsWith("broken");
    }

    @Test
    void a_late_connector_tears_no_statement_of_the_new_one() {
        take(marker(2, A + ":1-9"));
        take(new LogEntry.Begin(B + ":1"));
        take(new LogEntry.Ddl("orders-e2", B + ":1", "shop", "CREATE TABLE x (id INT) START TRANSACTION", 0));
        assertThat(transaction("orders-e1", A + ":10")).isEmpty();
        take(row("orders-e2", B + ":1", 1));

        assertThat(take(new LogEntry.End(B + ":1", 1, 0))).containsExactly(B + ":1 with 2");
    }

    @Test
    void the_last_statement_before_a_marker_is_not_lost() {
        take(new LogEntry.Ddl("orders-e1", A + ":10", "shop", "ALTER TABLE orders ADD n INT", 0));
        assertThat(assembler.held()).contains(A + ":10");

        assertThat(take(marker(2, A + ":1-10"))).containsExactly(A + ":10 with 1", "epoch 2");
    }

    @Test
    void a_table_whose_rows_were_cut_off_by_the_marker_is_never_made_empty() {
        take(new LogEntry.Begin(A + ":10"));
        take(new LogEntry.Ddl("orders-e1", A + ":10", "shop", "CREATE TABLE x (id INT) START TRANSACTION", 0));

        assertThat(take(marker(2, A + ":1-9"))).containsExactly("epoch 2");
        assertThat(assembler.received().text()).isEqualTo(A + ":1-9");
    }

    @Test
    void a_statement_that_was_rescued_whole_is_taken_instead_of_what_came_of_it() {
        take(new LogEntry.Begin(A + ":10"));
        take(new LogEntry.Ddl("orders-e1", A + ":10", "shop", "CREATE TABLE x (id INT) START TRANSACTION", 0));

        RawTransaction raw = new RawTransaction(A + ":10", "Rk9STUFU", List.of("ZXZlbnQ="));
        assertThat(take(new LogEntry.Tail(new RawTail("orders", Epoch.of(1), 0, true, raw))))
                .containsExactly(A + ":10 rescued");
        assertThat(take(marker(2, A + ":1-10"))).containsExactly("epoch 2");
    }

    @Test
    void a_copy_that_began_in_one_epoch_goes_on_in_the_next() {
        Assembler copy = new Assembler(engine.transactions(A + ":1-12"), Epoch.of(1), "orders-e1");
        // The log's end was asked for before the cut: some of what the copy holds comes again.
        copy.accept(new LogEntry.Begin(A + ":11"), 1);
        copy.accept(row("orders-e1", A + ":11", 1), 2);
        copy.accept(new LogEntry.End(A + ":11", 1, 0), 3);

        assertThat(copy.accept(marker(2, A + ":1-12"), 4).stream().map(EpochsInTheLogTest::describe))
                .containsExactly("epoch 2");
    }

    @Test
    void a_copy_that_holds_what_was_lost_in_the_fail_over_halts_at_the_marker() {
        Assembler copy = new Assembler(engine.transactions(A + ":1-12"), Epoch.of(1), "orders-e1");

        assertThat(copy.accept(marker(2, A + ":1-10"), 1).stream().map(EpochsInTheLogTest::describe))
                .singleElement()
                .asString()
                .contains("this standby holds " + A + ":11-12, which was lost before epoch 2");
    }

    @Test
    void what_came_in_the_log_and_not_in_the_marker_is_the_clusters_too() {
        Assembler copy = new Assembler(engine.transactions(A + ":1-12"), Epoch.of(1), "orders-e1");
        copy.accept(new LogEntry.Begin(A + ":11"), 1);
        copy.accept(new LogEntry.Begin(A + ":12"), 2);

        assertThat(copy.accept(marker(2, A + ":1-10"), 3).stream().map(EpochsInTheLogTest::describe))
                .containsExactly("epoch 2");
    }

    private List<String> transaction(String connector, String gtid) {
        List<String> out = new ArrayList<>(take(new LogEntry.Begin(gtid)));
        out.addAll(take(row(connector, gtid, 1)));
        out.addAll(take(row(connector, gtid, 2)));
        out.addAll(take(new LogEntry.End(gtid, 2, 0)));
        return out;
    }

    private List<String> take(LogEntry entry) {
        return assembler.accept(entry, offset++).stream()
                .map(EpochsInTheLogTest::describe)
                .toList();
    }

    private static String describe(Outcome outcome) {
        if (outcome instanceof Outcome.Broken broken) {
            return "broken: " + broken.reason();
        }
        if (outcome instanceof Outcome.EpochBegins begins) {
            return "epoch " + begins.marker().epoch();
        }
        SourceTransaction whole = ((Outcome.Whole) outcome).transaction();
        return whole.gtid()
                + (whole.changes().get(0) instanceof Change.Raw
                        ? " rescued"
                        : " with " + whole.changes().size());
    }

    private static LogEntry row(String connector, String gtid, int order) {
        return new LogEntry.Row(connector, gtid, order, TABLE, null, RowImage.of(), 100, LogEntry.Place.UNKNOWN);
    }

    private static LogEntry marker(int epoch, String cut) {
        return new LogEntry.Marker(new EpochMarker(
                "orders",
                Epoch.of(epoch),
                "orders-b",
                cut,
                EpochMarker.connectorOf("orders", Epoch.of(epoch)),
                "incident"));
    }
}

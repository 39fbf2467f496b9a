package dev.understudy.router.follow;

import static dev.understudy.router.Given.A;
import static dev.understudy.router.Given.B;
import static dev.understudy.router.Given.CLUSTER;
import static dev.understudy.router.Given.serving;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Epoch;
import dev.understudy.events.Fault;
import dev.understudy.events.FaultKind;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.Route;
import dev.understudy.router.Given;
import dev.understudy.router.LogLines;
import dev.understudy.router.routing.RouteTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by the framework
    Path folder;

    private final LiveTable table = new LiveTable(RouteTable.EMPTY);
    private final LogLines log = LogLines.warningsOf(Intake.class);

    @AfterEach
    void stop() {
        log.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "not JSON",
                "{",
                "{\"type\":\"route\",\"version\":2,\"cluster\":\"orders\",\"epoch\":9}",
                "{\"type\":\"route\",\"cluster\":\"orders\",\"epoch\":9}",
                "{\"type\":\"fault\",\"version\":1}",
                "{\"type\":\"route\",\"version\":1}",
                "{\"type\":\"route\",\"version\":1,\"cluster\":\"orders\",\"epoch\":-1,\"state\":\"SERVING\"}",
                "{\"type\":\"route\",\"version\":1,\"cluster\":\"orders\",\"epoch\":9,\"state\":\"DANCING\"}",
                "{\"type\":\"route\",\"version\":1,\"cluster\":\"orders\",\"epoch\":9,\"state\":\"SERVING\","
                        + "\"writer\":\"orders-a\"}"
            })
    void a_route_that_cannot_be_read_is_counted_told_once_and_skipped(String text) {
        Intake intake = intake();
        intake.route(RecordCodec.ROUTES.encode(serving(1, A)));
        RouteTable before = table.get();
        intake.route(text.getBytes(UTF_8));
        intake.route(text.getBytes(UTF_8));
        assertThat(intake.unreadable()).isEqualTo(2);
        assertThat(log.lines()).hasSize(1);
        assertThat(log.lines().get(0)).endsWith("(told once)");
        assertThat(table.get()).isSameAs(before);
    }

    @Test
    void a_record_that_is_too_large_is_skipped_unread() {
        Intake intake = intake();
        intake.route(new byte[1024 * 1024 + 1]);
        intake.fault(new byte[1024 * 1024 + 1]);
        assertThat(intake.unreadable()).isEqualTo(2);
        assertThat(log.lines()).hasSize(2).allMatch(line -> line.contains("1048577 bytes"));
        assertThat(table.get()).isSameAs(RouteTable.EMPTY);
    }

    @Test
    void an_empty_fault_is_counted_and_a_removed_route_is_nothing() {
        Intake intake = intake();
        intake.route(RecordCodec.ROUTES.encode(serving(1, A)));
        RouteTable before = table.get();
        intake.fault(null);
        assertThat(intake.unreadable()).isEqualTo(1);
        intake.route(null);
        assertThat(intake.unreadable()).isEqualTo(1);
        assertThat(table.get()).isSameAs(before);
    }

    @Test
    void random_bytes_never_throw_and_the_log_stays_short() {
        Intake intake = intake();
        Random random = new Random(7);
        byte[] good = RecordCodec.ROUTES.encode(serving(1, A));
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = good.clone();
            for (int flips = random.nextInt(8); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            intake.route(bytes);
            intake.fault(bytes);
        }
        assertThat(intake.unreadable()).isGreaterThan(5_000);
        assertThat(log.lines().stream().filter(line -> line.endsWith("(told once)")))
                .hasSizeLessThanOrEqualTo(100);
    }

    @Test
    void a_route_of_a_lower_epoch_is_refused_aloud() {
        Intake intake = intake();
        intake.route(RecordCodec.ROUTES.encode(serving(3, B)));
        intake.route(RecordCodec.ROUTES.encode(serving(2, A)));
        assertThat(intake.outdated()).isEqualTo(1);
        assertThat(log.lines()).containsExactly("orders: a route of epoch 2 is refused: 3 is in force");
        assertThat(table.get().routes().get(CLUSTER)).isEqualTo(serving(3, B));
    }

    @Test
    void a_change_is_told_once_to_those_who_listen_and_a_repetition_is_none() {
        AtomicInteger changes = new AtomicInteger();
        table.onChange(changes::incrementAndGet);
        Intake intake = intake();
        intake.route(RecordCodec.ROUTES.encode(serving(3, B)));
        intake.route(RecordCodec.ROUTES.encode(serving(3, B)));
        assertThat(changes).hasValue(1);
        intake.fault(RecordCodec.FAULTS.encode(Given.fault(FaultKind.PRIMARY_DOWN, Fault.Phase.CONFIRMED, B, 3)));
        assertThat(changes).hasValue(2);
        assertThat(table.get().isDown(CLUSTER, B, 0)).isTrue();
    }

    @Test
    void what_was_stored_is_in_force_again_after_a_restart_and_no_older_epoch_replaces_it() {
        intake().route(RecordCodec.ROUTES.encode(serving(7, B, A)));

        LiveTable again = new LiveTable(RouteTable.EMPTY);
        Intake restarted = new Intake(again, new StoredRoutes(folder), () -> 0);
        restarted.restore();
        assertThat(again.get().routes().get(CLUSTER)).isEqualTo(serving(7, B, A));
        restarted.route(RecordCodec.ROUTES.encode(serving(6, A)));
        assertThat(again.get().epoch(CLUSTER)).isEqualTo(new Epoch(7));
        assertThat(restarted.outdated()).isEqualTo(1);
        assertThat(new StoredRoutes(folder).read()).containsExactly(serving(7, B, A));
    }

    @Test
    void a_disk_that_does_not_take_it_keeps_nobody_from_the_new_route() throws IOException {
        Path file = Files.writeString(folder.resolve("a-file"), "in the way");
        Intake intake = new Intake(table, new StoredRoutes(file), () -> 0);
        intake.route(RecordCodec.ROUTES.encode(serving(3, B)));
        assertThat(table.get().epoch(CLUSTER)).isEqualTo(new Epoch(3));
        assertThat(log.lines()).hasSize(1).allMatch(line -> line.contains("could not be stored"));
    }

    @Test
    void a_route_of_another_cluster_leaves_the_first_alone() {
        Intake intake = intake();
        intake.route(RecordCodec.ROUTES.encode(serving(3, B)));
        intake.route(RecordCodec.ROUTES.encode(new Route(
                "stock",
                new Epoch(1),
                Route.State.UNAVAILABLE,
                null,
                java.util.List.of(),
                java.util.Map.of(),
                "",
                1,
                "")));
        assertThat(table.get().epoch(CLUSTER)).isEqualTo(new Epoch(3));
        assertThat(table.get().epoch("stock")).isEqualTo(new Epoch(1));
    }

    private Intake intake() {
        return new Intake(table, new StoredRoutes(folder), () -> 0);
    }
}

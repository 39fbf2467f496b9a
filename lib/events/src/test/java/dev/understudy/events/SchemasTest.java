package dev.understudy.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every record that this build writes is what the published schemas say, and they name all of its fields. */
class SchemasTest {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @TestFactory
    Stream<DynamicTest> an_encoded_record_is_valid_under_its_schema() {
        return Examples.all().entrySet().stream()
                .map(example -> DynamicTest.dynamicTest(
                        RecordCodec.typeOf(example.getKey().getClass()),
                        () -> assertThat(errors(schemaOf(example.getKey().getClass()), example.getValue()))
                                .isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> a_schema_names_every_field_and_no_other() {
        return Examples.all().keySet().stream()
                .map(Object::getClass)
                .distinct()
                .map(type ->
                        DynamicTest.dynamicTest(RecordCodec.typeOf(type.asSubclass(UnderstudyRecord.class)), () -> {
                            Set<String> named = new TreeSet<>();
                            schemaText(type).path("properties").fieldNames().forEachRemaining(named::add);
                            assertThat(named).isEqualTo(fieldsOf(type));
                        }));
    }

    @Test
    void every_kind_of_record_has_a_schema_and_an_example() {
        Set<String> exampled = Examples.all().keySet().stream()
                .map(example -> RecordCodec.typeOf(example.getClass()))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> records = concrete(UnderstudyRecord.class)
                .map(type -> RecordCodec.typeOf(type.asSubclass(UnderstudyRecord.class)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(exampled).isEqualTo(records);
    }

    @Test
    void a_schema_refuses_what_the_codec_refuses() {
        Schema schema = schemaOf(SelfReport.class);
        assertThat(errors(schema, "{\"type\":\"self-report\",\"version\":1}".getBytes(UTF_8)))
                .isNotEmpty();
        assertThat(errors(
                        schema,
                        Examples.smallestHeartbeat()
                                .replace("\"version\":1", "\"version\":2")
                                .getBytes(UTF_8)))
                .isNotEmpty();
    }

    @Test
    void the_smallest_heartbeat_of_the_documentation_is_valid_and_readable() {
        byte[] heartbeat = Examples.smallestHeartbeat().getBytes(UTF_8);
        assertThat(errors(schemaOf(SelfReport.class), heartbeat)).isEmpty();
        assertThat(RecordCodec.HEARTBEATS.decode(heartbeat)).isInstanceOf(Decoded.Value.class);
    }

    private static Stream<Class<?>> concrete(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(SchemasTest::concrete)
                : Stream.of(type);
    }

    private static Set<String> fieldsOf(Class<?> type) {
        List<String> fields = new ArrayList<>(List.of("type", "version"));
        for (RecordComponent component : type.getRecordComponents()) {
            fields.add(component.getName());
        }
        return new TreeSet<>(fields);
    }

    private static List<String> errors(Schema schema, byte[] json) {
        return schema.validate(new String(json, StandardCharsets.UTF_8), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private static Schema schemaOf(Class<?> type) {
        return REGISTRY.getSchema(schemaText(type));
    }

    private static JsonNode schemaText(Class<?> type) {
        String name = "/schemas/" + RecordCodec.typeOf(type.asSubclass(UnderstudyRecord.class)) + ".json";
        try (InputStream in = SchemasTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }

    /** One full example of each record, encoded. */
    static final class Examples {

        private static final Epoch EPOCH = new Epoch(3);
        private static final Probe PROBE = new Probe(Probe.Outcome.FAILED, 1.5, "Too many connections", 1040, 120L);
        private static final RawTransaction RAW = new RawTransaction("1-1-8", "AAAA", List.of("AAAA", "BBBB"));

        private Examples() {}

        static String smallestHeartbeat() {
            return "{\"type\":\"self-report\",\"version\":1,\"scope\":\"payments\",\"node\":\"payments-1\","
                    + "\"host\":\"host-1\",\"writer\":\"payments-1@1700000000000\",\"sequence\":1,\"at\":1700000000200}";
        }

        static Map<UnderstudyRecord, byte[]> all() {
            SelfReport report = new SelfReport(
                    "orders",
                    "orders-a",
                    "host-1",
                    "agent-orders-a@1",
                    7,
                    1_700_000_000_000L,
                    EPOCH,
                    new ServerProcess(42, "host-1:42:99", ServerProcess.State.STOPPED),
                    PROBE,
                    new Canary(Canary.Outcome.WAITING, 812.5, Canary.Cause.DISK_FULL, "disk full", 1_699_999_999_000L),
                    false,
                    "1-1-8",
                    new Vitals(3, 151, 0.25, 0.5, 10L, 20L),
                    new FenceReport("c1", EPOCH, "host-1:42:99", FenceReport.Outcome.REFUSED, "1-1-8", "expired"));
            Sighting sighting = new Sighting(
                    "orders",
                    "orders-a",
                    "orders-b",
                    "host-2",
                    Sighting.Path.PROBE,
                    "agent-orders-b@1",
                    9,
                    1_700_000_000_000L,
                    EPOCH,
                    new Probe(Probe.Outcome.SILENT, 300, null),
                    1,
                    600L,
                    new ObserverHealth(0.5, 0.2, 88L, 20_000L, 0));
            StandbyReport standby = new StandbyReport(
                    "orders",
                    "orders-b",
                    "host-3",
                    "recovery-orders@1",
                    11,
                    1_700_000_000_000L,
                    EPOCH,
                    StandbyReport.State.HALTED,
                    "a row is missing",
                    12,
                    "1-1-8",
                    2,
                    List.of("shop.orders [id=7]"),
                    "0-2-1",
                    "it had halted",
                    60_000L,
                    10);
            LoopBack loopBack = new LoopBack("understudy-detector", "0", "detector-1@1", 3, 1_700_000_000_000L);
            Fault fault = new Fault(
                    "orders/e3/orders-a/primary-down/host-1:42:99/7",
                    FaultKind.PRIMARY_DOWN,
                    Fault.Phase.CONFIRMED,
                    "orders",
                    "orders-a",
                    EPOCH,
                    "host-1:42:99",
                    1_700_000_000_000L,
                    "detector-1",
                    false,
                    "its process ended",
                    List.of(new Evidence(
                            "self-report", "orders-a", "host-1", "process ended", "", "", true, 1_700_000_000_000L)));
            RecoveryStep step = new RecoveryStep(
                    "orders",
                    fault.incident(),
                    RecoveryStep.Plan.FAIL_OVER,
                    EPOCH,
                    "recovery-1",
                    2,
                    "fence",
                    RecoveryStep.State.DONE,
                    1_700_000_000_000L,
                    "the process ended",
                    Map.of("candidate", "orders-b"));
            Route route = new Route(
                    "orders",
                    EPOCH,
                    Route.State.SERVING,
                    "orders-b",
                    List.of("orders-b"),
                    Map.of("orders-b", new Address("127.0.0.1", 3306)),
                    fault.incident(),
                    1_700_000_000_000L,
                    "");
            Command command = new Command(
                    "c1",
                    Command.Kind.SHIP_TAIL,
                    "orders",
                    "orders-a",
                    EPOCH,
                    "host-1:42:99",
                    fault.incident(),
                    1_700_000_000_000L,
                    5_000,
                    "1-1-7");
            TailTransaction tail = new TailTransaction("orders", EPOCH, "c1", 0, true, RAW);
            TailEnd end = new TailEnd("orders", EPOCH, "c1", true, 1, "1-1-8", "read to its end");
            KeeperSession session = new KeeperSession(
                    "orders", EPOCH, "keeper-a@17", "keeper-a@17/1", "binlog.000004", "AAEC", "1-1-7");
            RawPart part = new RawPart("orders", EPOCH, "keeper-a@17/1", "1-1-8", 0, true, "binlog.000004", 5L << 30);
            JournalSeal seal = new JournalSeal("orders", EPOCH, fault.incident());
            LeaseRequest lease = new LeaseRequest("orders", EPOCH, "keeper-a@17", 4, 3_000, 57L);
            EpochClosed closed = new EpochClosed("orders", EPOCH, fault.incident());
            EpochOpened opened = new EpochOpened(
                    "orders", EPOCH, "orders-b", new Address("10.0.0.2", 3306), "1-1-8", fault.incident());
            KeeperStopped stopped = new KeeperStopped("orders", EPOCH, "keeper-a@17");
            EpochMarker marker = new EpochMarker("orders", EPOCH, "orders-b", "1-1-8", "orders-e3", fault.incident());
            RawTail raw = new RawTail("orders", EPOCH, 0, true, RAW);
            Maintenance maintenance =
                    new Maintenance("orders", "orders-b", 1_700_003_600_000L, 1_700_000_000_000L, "anna", "new disk");
            DivergentRow divergent = new DivergentRow(
                    "orders",
                    "orders-a",
                    EPOCH,
                    "r1",
                    "0-1-7",
                    DivergentRow.Kind.INSERT,
                    "shop.item",
                    null,
                    Map.of("id", "7"),
                    null,
                    null,
                    "");
            return Map.ofEntries(
                    Map.entry(maintenance, RecordCodec.MAINTENANCE.encode(maintenance)),
                    Map.entry(divergent, RecordCodec.DIVERGENT.encode(divergent)),
                    Map.entry(report, RecordCodec.HEARTBEATS.encode(report)),
                    Map.entry(sighting, RecordCodec.HEARTBEATS.encode(sighting)),
                    Map.entry(standby, RecordCodec.HEARTBEATS.encode(standby)),
                    Map.entry(loopBack, RecordCodec.HEARTBEATS.encode(loopBack)),
                    Map.entry(fault, RecordCodec.FAULTS.encode(fault)),
                    Map.entry(step, RecordCodec.RECOVERIES.encode(step)),
                    Map.entry(route, RecordCodec.ROUTES.encode(route)),
                    Map.entry(command, RecordCodec.COMMANDS.encode(command)),
                    Map.entry(tail, RecordCodec.JOURNAL.encode(tail)),
                    Map.entry(end, RecordCodec.JOURNAL.encode(end)),
                    Map.entry(session, RecordCodec.JOURNAL.encode(session)),
                    Map.entry(part, RecordCodec.JOURNAL.encode(part)),
                    Map.entry(seal, RecordCodec.JOURNAL.encode(seal)),
                    Map.entry(lease, RecordCodec.LEASES.encode(lease)),
                    Map.entry(closed, RecordCodec.LEASES.encode(closed)),
                    Map.entry(opened, RecordCodec.LEASES.encode(opened)),
                    Map.entry(stopped, RecordCodec.LEASES.encode(stopped)),
                    Map.entry(marker, RecordCodec.CHANGELOG.encode(marker)),
                    Map.entry(raw, RecordCodec.CHANGELOG.encode(raw)));
        }
    }
}

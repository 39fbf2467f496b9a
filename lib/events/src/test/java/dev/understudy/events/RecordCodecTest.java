package dev.understudy.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordCodecTest {

    private static final Route ROUTE = new Route(
            "orders",
            new Epoch(3),
            Route.State.SERVING,
            "orders-b",
            List.of("orders-b"),
            Map.of("orders-b", new Address("127.0.0.1", 3306)),
            "orders/e2/orders-a/primary-down/boot/17",
            1_700_000_000_000L,
            "");

    @Test
    void a_record_survives_the_journey() {
        assertThat(RecordCodec.ROUTES.decode(RecordCodec.ROUTES.encode(ROUTE))).isEqualTo(new Decoded.Value<>(ROUTE));
    }

    @Test
    void a_column_that_is_null_is_not_one_that_is_missing() {
        Map<String, @Nullable String> row = new HashMap<>();
        row.put("id", "1");
        row.put("weight", null);
        DivergentRow deleted = new DivergentRow(
                "orders",
                "orders-a",
                new Epoch(2),
                "r",
                "0-1-8",
                DivergentRow.Kind.DELETE,
                "shop.item",
                row,
                null,
                null,
                null,
                "");
        assertThat(RecordCodec.DIVERGENT.decode(RecordCodec.DIVERGENT.encode(deleted)))
                .isEqualTo(new Decoded.Value<>(deleted));
    }

    @Test
    void a_record_says_its_type_and_version_first() {
        assertThat(new String(RecordCodec.ROUTES.encode(ROUTE), UTF_8))
                .startsWith("{\"type\":\"route\",\"version\":1,");
    }

    @Test
    void an_unknown_field_is_ignored() {
        String json =
                new String(RecordCodec.ROUTES.encode(ROUTE), UTF_8).replace("{\"type\"", "{\"colour\":1,\"type\"");
        assertThat(RecordCodec.ROUTES.decode(json.getBytes(UTF_8))).isEqualTo(new Decoded.Value<>(ROUTE));
    }

    @Test
    void type_and_version_may_stand_anywhere() {
        String json = new String(RecordCodec.ROUTES.encode(ROUTE), UTF_8)
                .replace("{\"type\":\"route\",\"version\":1,", "{\"colours\":[{\"type\":2}],")
                .replaceFirst("}$", ",\"version\":1,\"type\":\"route\"}");
        assertThat(RecordCodec.ROUTES.decode(json.getBytes(UTF_8))).isEqualTo(new Decoded.Value<>(ROUTE));
    }

    @Test
    void an_unknown_version_is_refused_aloud() {
        String json = new String(RecordCodec.ROUTES.encode(ROUTE), UTF_8).replace("\"version\":1", "\"version\":2");
        assertThat(reason(json)).isEqualTo("version 2 is not one that is read here (1)");
    }

    @Test
    void what_is_no_record_is_refused_with_a_reason() {
        assertThat(reason("")).isEqualTo("not a JSON object");
        assertThat(reason("{")).isEqualTo("not JSON");
        assertThat(reason("[]")).isEqualTo("not a JSON object");
        assertThat(reason("{\"type\":\"fault\",\"version\":1}")).isEqualTo("type fault does not belong here");
        assertThat(reason("{\"type\":\"route\",\"version\":1}")).contains("cluster");
        assertThat(reason("x".repeat(2_000_000))).contains("2000000 bytes");
        assertThat(reason("{\"version\":1,\"type\":\"route\",\"cluster\":\"orders\","))
                .isEqualTo("not JSON");
        assertThat(reason("{\"version\":1}")).isEqualTo("type (none) does not belong here");
        assertThat(reason("{\"type\":{\"a\":1},\"version\":1}")).isEqualTo("type  does not belong here");
        assertThat(reason("{\"type\":\"route\"}")).isEqualTo("version (none) is not one that is read here (1)");
        assertThat(RecordCodec.ROUTES.decode(null)).isEqualTo(new Decoded.Refused<>("an empty record"));
    }

    @Test
    void incidents_are_named_by_what_happened_and_never_by_when() {
        assertThat(Fault.incidentId("orders", new Epoch(2), "orders-a", FaultKind.PRIMARY_DOWN, "h:12:99", 17))
                .isEqualTo("orders/e2/orders-a/primary-down/h:12:99/17");
    }

    private static String reason(String json) {
        return ((Decoded.Refused<Route>) RecordCodec.ROUTES.decode(json.getBytes(UTF_8))).reason();
    }
}

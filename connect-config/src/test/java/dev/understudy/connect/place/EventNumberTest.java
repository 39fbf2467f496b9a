package dev.understudy.connect.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class EventNumberTest {

    private static final Schema ROW =
            SchemaBuilder.struct().field("op", Schema.STRING_SCHEMA).build();
    private static final Schema BOUNDARY =
            SchemaBuilder.struct().field("status", Schema.STRING_SCHEMA).build();

    @Test
    void a_row_carries_the_number_of_its_event() {
        SourceRecord record = record(Map.of("event", 15L, "row", 206), new Struct(ROW).put("op", "c"));

        assertThat(new EventNumber()
                        .apply(record)
                        .headers()
                        .lastWithName(EventNumber.HEADER)
                        .value())
                .isEqualTo("15");
    }

    @Test
    void what_is_no_row_or_has_no_number_is_left_as_it_is() {
        assertThat(new EventNumber()
                        .apply(record(Map.of(), new Struct(ROW).put("op", "c")))
                        .headers())
                .isEmpty();
        assertThat(new EventNumber()
                        .apply(record(Map.of("event", 15L), new Struct(BOUNDARY).put("status", "BEGIN")))
                        .headers())
                .isEmpty();
    }

    private static SourceRecord record(Map<String, ?> offset, Struct value) {
        return new SourceRecord(Map.of(), offset, "topic", value.schema(), value);
    }
}

package dev.understudy.connect.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class ChangedKeyTest {

    @Test
    void the_receipt_of_the_first_record_does_not_cover_the_second() {
        assertThat(place(ChangedKey.NEW_KEY, Map.of("event", 2L, "row", 3L, "pos", 500L)))
                .isEqualTo(Map.of("event", 2L, "row", 2L, "pos", 500L));
    }

    @Test
    void before_an_events_first_row_no_row_is_done() {
        assertThat(place(ChangedKey.NEW_KEY, Map.of("event", 2L, "row", 1L))).isEqualTo(Map.of("event", 2L));
        assertThat(place(ChangedKey.NEW_KEY, Map.of("event", 2L))).isEqualTo(Map.of("event", 2L));
    }

    @Test
    void the_receipts_of_all_others_stay() {
        assertThat(place(ChangedKey.OLD_KEY, Map.of("event", 2L, "row", 3L))).isEqualTo(Map.of("event", 2L, "row", 3L));
        assertThat(place("event", Map.of("event", 2L, "row", 3L))).isEqualTo(Map.of("event", 2L, "row", 3L));
    }

    private static Map<String, Object> place(String header, Map<String, Object> given) {
        Map<String, Object> place = new HashMap<>(given);
        SourceRecord record = new SourceRecord(Map.of(), place, "topic", null, null);
        record.headers().addString(header, "{id=8}");
        assertThat(new ChangedKey().apply(record)).isSameAs(record);
        return place;
    }
}

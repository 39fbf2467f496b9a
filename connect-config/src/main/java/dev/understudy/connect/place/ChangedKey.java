package dev.understudy.connect.place;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * A row of which the key changed is two records: the old row goes, the new one comes. Both have one place in what Connect stores, the one behind
 * the row (Debezium 3.5.0 and 3.6.1): a connector that ended when Kafka had confirmed the first alone goes on behind the second, and the new row is in
 * no log. Here the first one's place becomes the one before the row, so that both come again.
 */
public final class ChangedKey implements Transformation<SourceRecord> {

    /** The header of the first, with the key that the row has from now on. */
    public static final String NEW_KEY = "__debezium.newkey";

    /** The header of the second. */
    public static final String OLD_KEY = "__debezium.oldkey";

    /** How many rows of the event are done, in the offset that is stored with each record. */
    private static final String ROWS = "row";

    @Override
    public SourceRecord apply(SourceRecord record) {
        if (record.headers().lastWithName(NEW_KEY) != null && record.sourceOffset() != null) {
            beforeItsRow(record);
        }
        return record;
    }

    /** Connect stores the very map that the connector gave the record, as it is after the transforms; a copy would change nothing. */
    private static void beforeItsRow(SourceRecord record) {
        @SuppressWarnings("unchecked")
        Map<String, Object> place = (Map<String, Object>) record.sourceOffset();
        if (place.get(ROWS) instanceof Number rows) {
            if (rows.longValue() > 1) {
                place.put(ROWS, rows.longValue() - 1);
            } else {
                place.remove(ROWS);
            }
        }
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public void configure(Map<String, ?> settings) {
        // Nothing to set.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}

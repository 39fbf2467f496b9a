package dev.understudy.connect.place;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Adds to each row the number of its event within the transaction, as a header. A connector that starts again inside a transaction announces
 * it once more, goes on with the first row that it has no receipt for, and counts from one again (Debezium 3.6.1): together with the row's
 * number in its event, which the record has, this number tells the same row from the next one. On MySQL the event's position does; all
 * events of a MariaDB transaction have one.
 */
public final class EventNumber implements Transformation<SourceRecord> {

    /** The header's key; its value is a decimal number, 1 and up. */
    public static final String HEADER = "event";

    /** What Debezium calls it in the offset that it stores with each record. */
    private static final String OFFSET_KEY = "event";

    @Override
    public SourceRecord apply(SourceRecord record) {
        if (record.value() instanceof Struct value
                && value.schema().field("op") != null
                && record.sourceOffset() != null
                && record.sourceOffset().get(OFFSET_KEY) instanceof Number event) {
            record.headers().addString(HEADER, String.valueOf(event.longValue()));
        }
        return record;
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

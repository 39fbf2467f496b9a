package io.debezium.connector.binlog.event;

import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.DeleteRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.UpdateRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.WriteRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import dev.understudy.connect.value.StoredTime;
import io.debezium.config.CommonConnectorConfig.EventProcessingFailureHandlingMode;
import java.io.IOException;
import java.io.Serializable;
import java.time.Year;
import java.util.Map;

/**
 * Stands in the place of the connector's class of this name, which makes NULL of a zero date and fails at an impossible one
 * before any converter sees them; there is nothing to configure there (Debezium 3.5.0 and 3.6.1). A plugin's jars are searched
 * in the order of their names, and ours comes first; {@link dev.understudy.connect.value.FaithfulValues} refuses to start where
 * it does not.
 *
 * <p>The three classes say the same thing three times: each has a library class of its own to extend. What they say is in {@code Cells}.
 *
 * <p>Text comes as its bytes, as from the connector's class, and every date as {@link StoredTime} reads it.
 */
public final class RowDeserializers {

    private RowDeserializers() {}

    /** Rows that came. */
    public static class WriteRowsDeserializer extends WriteRowsEventDataDeserializer {

        public WriteRowsDeserializer(Map<Long, TableMapEventData> tables, EventProcessingFailureHandlingMode failures) {
            super(tables);
        }

        @Override
        protected Serializable deserializeString(int length, ByteArrayInputStream in) throws IOException {
            return Cells.string(length, in);
        }

        @Override
        protected Serializable deserializeVarString(int meta, ByteArrayInputStream in) throws IOException {
            return Cells.string(meta, in);
        }

        @Override
        protected Serializable deserializeDate(ByteArrayInputStream in) throws IOException {
            return Cells.date(in);
        }

        @Override
        protected Serializable deserializeDatetime(ByteArrayInputStream in) throws IOException {
            return Cells.dateTime(in);
        }

        @Override
        protected Serializable deserializeDatetimeV2(int meta, ByteArrayInputStream in) throws IOException {
            return Cells.dateTime(meta, in);
        }

        @Override
        protected Serializable deserializeTime(ByteArrayInputStream in) throws IOException {
            return Cells.time(in);
        }

        @Override
        protected Serializable deserializeTimeV2(int meta, ByteArrayInputStream in) throws IOException {
            return Cells.time(meta, in);
        }

        @Override
        protected Serializable deserializeTimestamp(ByteArrayInputStream in) throws IOException {
            return Cells.timestamp(in);
        }

        @Override
        protected Serializable deserializeTimestampV2(int meta, ByteArrayInputStream in) throws IOException {
            return Cells.timestamp(meta, in);
        }

        @Override
        protected Serializable deserializeYear(ByteArrayInputStream in) throws IOException {
            return Cells.year(in);
        }
    }

    /** Rows that changed. */
    public static class UpdateRowsDeserializer extends UpdateRowsEventDataDeserializer {

        public UpdateRowsDeserializer(
                Map<Long, TableMapEventData> tables, EventProcessingFailureHandlingMode failures) {
            super(tables);
        }

        @Override
        protected Serializable deserializeString(int length, ByteArrayInputStream in) throws IOException {
            return Cells.string(length, in);
        }

        @Override
        protected Serializable deserializeVarString(int meta, ByteArrayInputStream in) throws IOException {
            return Cells.string(meta, in);
        }

        @Override
        protected Serializable deserializeDate(ByteArrayInputStream in) throws IOException {
            return Cells.date(in);
        }

        @Override
        protected Serializable deserializeDatetime(ByteArrayInputStream in) throws IOException {
            return Cells.dateTime(in);
        }

        @Override
        protected Serializable deserializeDatetimeV2(int meta, ByteArrayInputStream in) throws IOException {
            return Cells.dateTime(meta, in);
        }

        @Override
        protected Serializable deserializeTime(ByteArrayInputStream in) throws IOException {
            return Cells.time(in);
        }

        @Override
        protected Serializable deserializeTimeV2(int meta, ByteArrayInputStream in) throws IOException {
            return Cells.time(meta, in);
        }

        @Override
        protected Serializable deserializeTimestamp(ByteArrayInputStream in) throws IOException {
            return Cells.timestamp(in);
        }

        @Override
        protected Serializable deserializeTimestampV2(int meta, ByteArrayInputStream in) throws IOException {
            return Cells.timestamp(meta, in);
        }

        @Override
        protected Serializable deserializeYear(ByteArrayInputStream in) throws IOException {
            return Cells.year(in);
        }
    }

    /** Rows that went. */
    public static class DeleteRowsDeserializer extends DeleteRowsEventDataDeserializer {

        public DeleteRowsDeserializer(
                Map<Long, TableMapEventData> tables, EventProcessingFailureHandlingMode failures) {
            super(tables);
        }

        @Override
        protected Serializable deserializeString(int length, ByteArrayInputStream in) throws IOException {
            return Cells.string(length, in);
        }

        @Override
        protected Serializable deserializeVarString(int meta, ByteArrayInputStream in) throws IOException {
            return Cells.string(meta, in);
        }

        @Override
        protected Serializable deserializeDate(ByteArrayInputStream in) throws IOException {
            return Cells.date(in);
        }

        @Override
        protected Serializable deserializeDatetime(ByteArrayInputStream in) throws IOException {
            return Cells.dateTime(in);
        }

        @Override
        protected Serializable deserializeDatetimeV2(int meta, ByteArrayInputStream in) throws IOException {
            return Cells.dateTime(meta, in);
        }

        @Override
        protected Serializable deserializeTime(ByteArrayInputStream in) throws IOException {
            return Cells.time(in);
        }

        @Override
        protected Serializable deserializeTimeV2(int meta, ByteArrayInputStream in) throws IOException {
            return Cells.time(meta, in);
        }

        @Override
        protected Serializable deserializeTimestamp(ByteArrayInputStream in) throws IOException {
            return Cells.timestamp(in);
        }

        @Override
        protected Serializable deserializeTimestampV2(int meta, ByteArrayInputStream in) throws IOException {
            return Cells.timestamp(meta, in);
        }

        @Override
        protected Serializable deserializeYear(ByteArrayInputStream in) throws IOException {
            return Cells.year(in);
        }
    }

    /** What the three do alike: their parents are given, and share none that could be changed. */
    private static final class Cells {

        private Cells() {}

        static byte[] string(int longest, ByteArrayInputStream in) throws IOException {
            return in.read(in.readInteger(longest < 256 ? 1 : 2));
        }

        static Serializable date(ByteArrayInputStream in) throws IOException {
            return StoredTime.date(in.readInteger(3));
        }

        static Serializable dateTime(ByteArrayInputStream in) throws IOException {
            return StoredTime.dateTime(in.readLong(8));
        }

        static Serializable dateTime(int digits, ByteArrayInputStream in) throws IOException {
            return StoredTime.dateTime(bigEndian(5, in), micros(digits, in));
        }

        static Serializable timestamp(ByteArrayInputStream in) throws IOException {
            return StoredTime.timestamp(in.readLong(4), 0);
        }

        static Serializable timestamp(int digits, ByteArrayInputStream in) throws IOException {
            return StoredTime.timestamp(bigEndian(4, in), micros(digits, in));
        }

        static Serializable time(ByteArrayInputStream in) throws IOException {
            return StoredTime.time(in.readInteger(3) << 8 >> 8);
        }

        static Serializable time(int digits, ByteArrayInputStream in) throws IOException {
            int bytes = (digits + 1) / 2;
            return StoredTime.time(bigEndian(3, in), (int) bigEndian(bytes, in), bytes);
        }

        static Serializable year(ByteArrayInputStream in) throws IOException {
            return Year.of(1900 + in.readInteger(1));
        }

        private static int micros(int digits, ByteArrayInputStream in) throws IOException {
            int bytes = (digits + 1) / 2;
            return StoredTime.micros((int) bigEndian(bytes, in), bytes);
        }

        private static long bigEndian(int bytes, ByteArrayInputStream in) throws IOException {
            long value = 0;
            for (int i = 0; i < bytes; i++) {
                value = value << 8 | in.readInteger(1);
            }
            return value;
        }
    }
}

package dev.understudy.recovery.divergence;

import com.github.shyiko.mysql.binlog.event.DeleteRowsEventData;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.QueryEventData;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer.CompatibilityMode;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import dev.understudy.events.DivergentRow;
import dev.understudy.events.RawTransaction;
import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.divergence.LoggedChange.Image;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a transaction did, as its events say. Pure; used for one transaction. */
final class LoggedChanges {

    private static final Set<String> BOUNDS = Set.of("BEGIN", "COMMIT", "ROLLBACK");

    private final List<LoggedChange> changes = new ArrayList<>();
    private final Map<Long, TableMapEventData> tables = new HashMap<>();

    private LoggedChanges() {}

    /**
     * @throws IOException where the events cannot be read
     */
    static List<LoggedChange> of(RawTransaction transaction) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(Base64.getDecoder().decode(transaction.formatDescription()));
        for (String event : transaction.events()) {
            bytes.writeBytes(Base64.getDecoder().decode(event));
        }
        EventDeserializer events = new EventDeserializer();
        events.setCompatibilityMode(
                CompatibilityMode.CHAR_AND_BINARY_AS_BYTE_ARRAY,
                CompatibilityMode.DATE_AND_TIME_AS_LONG_MICRO,
                CompatibilityMode.INVALID_DATE_AND_TIME_AS_MIN_VALUE);
        LoggedChanges found = new LoggedChanges();
        try {
            ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
            for (Event event = events.nextEvent(in); event != null; event = events.nextEvent(in)) {
                found.take(event.getData());
            }
        } catch (RuntimeException e) {
            throw new IOException("an event of " + transaction.gtid() + " cannot be read: " + e, e);
        }
        return found.changes;
    }

    private void take(EventData data) {
        if (data instanceof TableMapEventData table) {
            tables.put(table.getTableId(), table);
        } else if (data instanceof WriteRowsEventData rows) {
            for (Serializable[] row : rows.getRows()) {
                add(
                        DivergentRow.Kind.INSERT,
                        rows.getTableId(),
                        Optional.empty(),
                        image(rows.getTableId(), rows.getIncludedColumns(), row));
            }
        } else if (data instanceof DeleteRowsEventData rows) {
            for (Serializable[] row : rows.getRows()) {
                add(
                        DivergentRow.Kind.DELETE,
                        rows.getTableId(),
                        image(rows.getTableId(), rows.getIncludedColumns(), row),
                        Optional.empty());
            }
        } else if (data instanceof UpdateRowsEventData rows) {
            for (Map.Entry<Serializable[], Serializable[]> row : rows.getRows()) {
                add(
                        DivergentRow.Kind.UPDATE,
                        rows.getTableId(),
                        image(rows.getTableId(), rows.getIncludedColumnsBeforeUpdate(), row.getKey()),
                        image(rows.getTableId(), rows.getIncludedColumns(), row.getValue()));
            }
        } else if (data instanceof QueryEventData query && !BOUNDS.contains(query.getSql())) {
            changes.add(new LoggedChange(
                    DivergentRow.Kind.STATEMENT,
                    new TableName(query.getDatabase(), ""),
                    Optional.empty(),
                    Optional.empty(),
                    query.getSql()));
        }
    }

    private void add(DivergentRow.Kind kind, long table, Optional<Image> before, Optional<Image> after) {
        TableMapEventData map = map(table);
        changes.add(new LoggedChange(kind, new TableName(map.getDatabase(), map.getTable()), before, after, ""));
    }

    private Optional<Image> image(long table, BitSet there, Serializable[] row) {
        return Optional.of(new Image(map(table).getColumnTypes().length, there, row));
    }

    private TableMapEventData map(long table) {
        TableMapEventData map = tables.get(table);
        if (map == null) {
            throw new IllegalStateException("rows of table " + table + ", which was not announced");
        }
        return map;
    }
}

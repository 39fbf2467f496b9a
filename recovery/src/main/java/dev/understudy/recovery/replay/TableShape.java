package dev.understudy.recovery.replay;

import dev.understudy.recovery.replay.Change.TableName;
import java.util.List;

/**
 * What the standby's own dictionary says of a table.
 *
 * @param columns in their order
 */
record TableShape(TableName name, List<Column> columns) {

    /**
     * @param type the data type in lower case, without length: {@code int}, {@code varchar}
     * @param unsigned whether it is an unsigned integer
     * @param key whether it is part of the primary key
     * @param generated whether the server computes it: it is never written
     */
    record Column(String name, String type, boolean unsigned, boolean key, boolean generated) {}

    TableShape {
        columns = List.copyOf(columns);
    }

    boolean hasKey() {
        return columns.stream().anyMatch(Column::key);
    }
}

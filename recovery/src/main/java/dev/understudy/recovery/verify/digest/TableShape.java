package dev.understudy.recovery.verify.digest;

import dev.understudy.recovery.changelog.Change.TableName;
import java.util.List;
import java.util.Optional;

/**
 * A table whose rows can be compared.
 *
 * @param name its name
 * @param columns all of them, in their order: invisible and generated ones too
 * @param key by what it is walked; empty where it has none that will do
 */
public record TableShape(TableName name, List<ColumnShape> columns, Optional<KeyShape> key) {

    public TableShape {
        columns = List.copyOf(columns);
    }

    public static TableShape of(TableName name, List<ColumnShape> columns, List<KeyShape.Index> uniques) {
        return new TableShape(name, columns, KeyShape.choose(columns, uniques));
    }
}

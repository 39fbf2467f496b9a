package dev.understudy.recovery.sql;

import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.sql.TableShape.Column;
import dev.understudy.recovery.sql.TableShape.Part;
import dev.understudy.recovery.sql.TableShape.UniqueKey;
import java.util.ArrayList;
import java.util.List;

/** Tables for tests. */
final class Shapes {

    static final TableName NAME = new TableName("shop", "items");

    private Shapes() {}

    /** {@code id INT PRIMARY KEY, sku VARCHAR, n INT}, and these unique keys besides. */
    static TableShape items(UniqueKey... uniques) {
        return shape(true, false, uniques);
    }

    static TableShape shape(boolean keyed, boolean cascades, UniqueKey... uniques) {
        List<UniqueKey> all = new ArrayList<>(List.of(uniques));
        if (keyed) {
            all.add(unique("PRIMARY", "id"));
        }
        return new TableShape(
                NAME,
                List.of(column("id", "int", keyed), column("sku", "varchar", false), column("n", "int", false)),
                all,
                cascades);
    }

    static Column column(String name, String type, boolean key) {
        return new Column(name, type, false, key, false, type.equals("varchar") ? "utf8mb4" : null, 0);
    }

    /** Over whole columns; {@code sku} compares by its collation. */
    static UniqueKey unique(String name, String... columns) {
        return new UniqueKey(
                name,
                java.util.Arrays.stream(columns)
                        .map(column -> new Part(column, null, !column.equals("sku")))
                        .toList());
    }
}

package dev.understudy.scenarios.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** A table whose columns were drawn, and statements for it. Not thread-safe but for reading. */
final class RandomTable {

    /** Which keys a table may be drawn with. */
    enum Keys {
        /** Or none at all. */
        ANY(Key.values()),
        /** A primary key in every table. */
        PRIMARY(Key.NUMBER, Key.TEXT, Key.TWO);

        private final List<Key> keys;

        Keys(Key... keys) {
            this.keys = List.of(keys);
        }

        private Key draw(Random random) {
            return keys.get(random.nextInt(keys.size()));
        }
    }

    /** How rows are told apart. */
    private enum Key {
        NUMBER("id INT NOT NULL AUTO_INCREMENT", "PRIMARY KEY (id)"),
        TEXT("id VARCHAR(20) CHARACTER SET utf8mb4 NOT NULL", "PRIMARY KEY (id)"),
        TWO("id INT NOT NULL, part VARCHAR(8) CHARACTER SET utf8mb4 NOT NULL", "PRIMARY KEY (id, part)"),
        NONE("id INT NOT NULL", "KEY (id)");

        private final String columns;
        private final String definition;

        Key(String columns, String definition) {
            this.columns = columns;
            this.definition = definition;
        }
    }

    private record Column(String name, Kind kind) {}

    private final String name;
    private final Key key;
    private final boolean unique;
    private final List<Column> columns;

    private RandomTable(String name, Key key, boolean unique, List<Column> columns) {
        this.name = name;
        this.key = key;
        this.unique = unique;
        this.columns = List.copyOf(columns);
    }

    static RandomTable draw(String name, Keys keys, Random random) {
        List<Column> columns = new ArrayList<>();
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            columns.add(new Column("c" + i, Kind.any(random)));
        }
        return new RandomTable(name, keys.draw(random), random.nextBoolean(), columns);
    }

    String name() {
        return name;
    }

    RandomTable named(String other) {
        return new RandomTable(other, key, unique, columns);
    }

    RandomTable with(String column, Kind kind) {
        List<Column> more = new ArrayList<>(columns);
        more.add(new Column(column, kind));
        return new RandomTable(name, key, unique, more);
    }

    RandomTable withoutLast() {
        return new RandomTable(name, key, unique, columns.subList(0, columns.size() - 1));
    }

    int size() {
        return columns.size();
    }

    String lastColumn() {
        return columns.get(columns.size() - 1).name();
    }

    String create() {
        return "CREATE TABLE " + name + " (" + key.columns + ", u VARCHAR(20) CHARACTER SET utf8mb4 NULL"
                + (unique ? " UNIQUE" : "")
                + columns.stream()
                        .map(column ->
                                ", " + column.name() + " " + column.kind().type())
                        .collect(Collectors.joining())
                + ", " + key.definition + ")";
    }

    String statement(Random random) {
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> insert(random);
            case 4, 5, 6 -> update(random);
            case 7 -> "UPDATE " + name + " SET " + newKey(random) + where(random) + " LIMIT 1";
            case 8 -> "UPDATE " + name + " SET u = " + uniqueValue(random) + where(random) + " LIMIT 1";
            default -> "DELETE FROM " + name + where(random) + " LIMIT 2";
        };
    }

    private String insert(Random random) {
        List<String> names = new ArrayList<>(List.of("u"));
        List<String> values = new ArrayList<>(List.of(uniqueValue(random)));
        boolean given = key != Key.NUMBER || random.nextInt(3) == 0;
        if (given) {
            names.add("id");
            values.add(key == Key.TEXT ? "'k" + random.nextInt(40) + "'" : Integer.toString(1 + random.nextInt(40)));
        }
        if (key == Key.TWO) {
            names.add("part");
            values.add("'p" + random.nextInt(5) + "'");
        }
        for (Column column : columns) {
            names.add(column.name());
            values.add(column.kind().value(random));
        }
        return "INSERT INTO " + name + " (" + String.join(", ", names) + ") VALUES (" + String.join(", ", values) + ")";
    }

    private String update(Random random) {
        Column column = columns.get(random.nextInt(columns.size()));
        return "UPDATE " + name + " SET " + column.name() + " = "
                + column.kind().value(random) + where(random) + " LIMIT 3";
    }

    private String newKey(Random random) {
        return switch (key) {
            case TEXT -> "id = 'k" + random.nextInt(60) + "'";
            case TWO -> "part = 'q" + random.nextInt(5) + "'";
            case NUMBER, NONE -> "id = " + (1 + random.nextInt(60));
        };
    }

    private static String uniqueValue(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "NULL";
            case 1 -> "'u" + random.nextInt(30) + "'";
            case 2 -> "'U" + random.nextInt(30) + " '";
            default -> "'é" + random.nextInt(30) + "'";
        };
    }

    private String where(Random random) {
        return key == Key.TEXT ? " WHERE id >= 'k" + random.nextInt(40) + "'" : " WHERE id >= " + random.nextInt(40);
    }
}

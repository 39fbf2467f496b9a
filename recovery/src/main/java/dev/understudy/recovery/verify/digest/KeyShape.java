package dev.understudy.recovery.verify.digest;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A key that no two rows share and no row lacks.
 *
 * @param index its name
 * @param columns in the index's order
 */
public record KeyShape(String index, List<ColumnShape> columns) {

    private static final String PRIMARY = "PRIMARY";

    public KeyShape {
        columns = List.copyOf(columns);
    }

    /**
     * A unique index as the dictionary has it.
     *
     * @param whole whether each part is a whole column, in an order that can be walked: no prefix, no expression, no hash
     */
    public record Index(String name, List<String> columns, boolean whole) {
        public Index {
            columns = List.copyOf(columns);
        }
    }

    /** The primary key where it will do, or else the first by name that does. */
    static Optional<KeyShape> choose(List<ColumnShape> columns, List<Index> uniques) {
        return uniques.stream()
                .filter(Index::whole)
                .sorted(Comparator.comparing((Index index) -> !index.name().equals(PRIMARY))
                        .thenComparing(Index::name))
                .map(index -> new KeyShape(
                        index.name(),
                        index.columns().stream()
                                .flatMap(name -> columns.stream()
                                        .filter(column -> column.name().equals(name)))
                                .toList()))
                .filter(key ->
                        !key.columns().isEmpty() && key.columns().stream().allMatch(ColumnShape::isOrdered))
                .findFirst();
    }

    /** A row's key for a person: {@code id=7, part='a'}. */
    public String shown(KeyValue value) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> columns.get(i).name() + "="
                        + columns.get(i).shown(value.texts().get(i)))
                .collect(Collectors.joining(", "));
    }

    /** One column of it, compared with its part of a value. */
    String compare(int part, String sign, KeyValue value) {
        return columns.get(part).compare(sign, value.texts().get(part));
    }
}

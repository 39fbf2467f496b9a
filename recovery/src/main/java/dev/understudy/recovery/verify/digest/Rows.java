package dev.understudy.recovery.verify.digest;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which rows two sides do not have alike. */
public final class Rows {

    private Rows() {}

    /** Keys that one side has and the other lacks, or whose rows differ. */
    public static Set<KeyValue> differing(Map<KeyValue, String> standby, Map<KeyValue, String> primary) {
        Set<KeyValue> differing = new LinkedHashSet<>();
        primary.forEach((key, hash) -> {
            if (!hash.equals(standby.get(key))) {
                differing.add(key);
            }
        });
        standby.keySet().stream().filter(key -> !primary.containsKey(key)).forEach(differing::add);
        return differing;
    }

    /** How many times more the primary has each of what the two do not have equally often; negative where the standby has more. */
    public static <T> Map<T, Long> surplus(Map<T, Long> standby, Map<T, Long> primary) {
        Map<T, Long> surplus = new LinkedHashMap<>(primary);
        standby.forEach((row, count) -> surplus.merge(row, -count, Long::sum));
        surplus.values().removeIf(count -> count == 0);
        return surplus;
    }

    /**
     * What is wrong with a row, in words.
     *
     * @param primary what each column holds, as canonical text; null where there is no such row
     * @param standby likewise
     * @return empty where nothing is
     */
    public static String wrong(
            List<ColumnShape> columns, @Nullable List<String> primary, @Nullable List<String> standby) {
        if (primary == null || standby == null) {
            return primary == null ? standby == null ? "" : "only on the standby" : "missing on the standby";
        }
        List<String> names = java.util.stream.IntStream.range(0, columns.size())
                .filter(i -> !primary.get(i).equals(standby.get(i)))
                .mapToObj(i -> columns.get(i).name())
                .toList();
        return names.isEmpty() ? "" : "differs in " + String.join(", ", names);
    }
}

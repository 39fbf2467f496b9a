package dev.understudy.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the rounds of a bench brought, by the figures' names. Not thread-safe. */
public final class Samples {

    private final Map<String, List<Double>> samples = new LinkedHashMap<>();
    private final Map<String, String> units = new LinkedHashMap<>();

    public void add(String name, String unit, double sample) {
        samples.computeIfAbsent(name, any -> new ArrayList<>()).add(sample);
        units.put(name, unit);
    }

    public boolean has(String name) {
        return samples.containsKey(name);
    }

    /** The newest one. */
    public double last(String name) {
        List<Double> all = samples.getOrDefault(name, List.of());
        if (all.isEmpty()) {
            throw new IllegalArgumentException("no sample of " + name);
        }
        return all.get(all.size() - 1);
    }

    public Figure figure(String name) {
        return Figure.of(
                name,
                units.getOrDefault(name, ""),
                samples.getOrDefault(name, List.of()).stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray());
    }

    /** In the order in which they first came. */
    public List<Figure> figures() {
        return samples.keySet().stream().map(this::figure).toList();
    }
}

package dev.understudy.router.balance;

import java.util.List;
import java.util.Map;

/** Whose success rate stands out among the others'. Pure. */
final class SuccessRates {

    /** Fewer cannot be told apart. */
    static final int FEWEST = 3;

    private SuccessRates() {}

    /** Those that are that far below the mean, the worst first. None where fewer than {@value #FEWEST} were asked enough. */
    static List<String> outliers(Map<String, Conduct> members, OutlierRule rule) {
        List<Map.Entry<String, Conduct>> asked = members.entrySet().stream()
                .filter(member -> member.getValue().requests() >= rule.requests())
                .toList();
        if (asked.size() < FEWEST) {
            return List.of();
        }
        double mean = asked.stream()
                .mapToDouble(member -> member.getValue().successRate())
                .average()
                .orElse(1);
        double variance = asked.stream()
                .mapToDouble(member -> member.getValue().successRate() - mean)
                .map(distance -> distance * distance)
                .average()
                .orElse(0);
        double least = mean - rule.deviations() * Math.sqrt(variance);
        return asked.stream()
                .filter(member -> member.getValue().successRate() < least)
                .sorted((a, b) ->
                        Double.compare(a.getValue().successRate(), b.getValue().successRate()))
                .map(Map.Entry::getKey)
                .toList();
    }
}

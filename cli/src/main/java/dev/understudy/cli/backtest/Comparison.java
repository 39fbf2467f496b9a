package dev.understudy.cli.backtest;

import dev.understudy.detector.playback.Story;
import dev.understudy.events.FaultKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Two detectors' incidents over the same time. Pure.
 *
 * @param today the one that is compared with
 * @param candidate the one that is tried
 * @param differences incident by incident, the oldest first
 */
record Comparison(Side today, Side candidate, List<Difference> differences) {

    /** Verdicts come at ticks, and of two plays of the same records a little apart. */
    private static final long SAME = 50;

    /**
     * One detector.
     *
     * @param name for a person
     * @param kinds what it said, by kind
     */
    record Side(String name, List<Kind> kinds) {}

    /**
     * Its incidents of one kind.
     *
     * @param confirmed how many were confirmed
     * @param withdrawn how many suspicions came to nothing
     * @param detect from the last report in which the node was well to the confirmation, ms, the quickest first; where it is known
     * @param lasted how long a suspicion lasted that came to nothing, ms, the shortest first
     */
    record Kind(FaultKind kind, int confirmed, int withdrawn, List<Long> detect, List<Long> lasted) {}

    /** One incident that the two do not see alike. */
    record Difference(String incident, String what) {}

    static Comparison of(
            String todayName,
            List<Story> today,
            String candidateName,
            List<Story> candidate,
            Function<Story, OptionalLong> lastGood) {
        return new Comparison(
                new Side(todayName, kinds(today, lastGood)),
                new Side(candidateName, kinds(candidate, lastGood)),
                differences(today, candidate));
    }

    private static List<Kind> kinds(List<Story> stories, Function<Story, OptionalLong> lastGood) {
        Set<FaultKind> present = new TreeSet<>(stories.stream().map(Story::kind).toList());
        return present.stream()
                .map(kind -> kind(
                        kind,
                        stories.stream().filter(story -> story.kind() == kind).toList(),
                        lastGood))
                .toList();
    }

    private static Kind kind(FaultKind kind, List<Story> stories, Function<Story, OptionalLong> lastGood) {
        List<Long> detect = new ArrayList<>();
        List<Long> lasted = new ArrayList<>();
        for (Story story : stories) {
            Long confirmed = story.confirmedAt();
            Long cleared = story.clearedAt();
            if (confirmed != null) {
                lastGood.apply(story).ifPresent(good -> detect.add(confirmed - good));
            } else if (cleared != null) {
                lasted.add(cleared - story.suspectedAt());
            }
        }
        return new Kind(
                kind,
                (int) stories.stream().filter(Story::confirmed).count(),
                (int) stories.stream().filter(Story::withdrawn).count(),
                detect.stream().sorted().toList(),
                lasted.stream().sorted().toList());
    }

    private static List<Difference> differences(List<Story> today, List<Story> candidate) {
        Map<String, Story> theirs = byIncident(candidate);
        Map<String, Story> ours = byIncident(today);
        List<Difference> differences = new ArrayList<>();
        Set<String> all = new LinkedHashSet<>(ours.keySet());
        all.addAll(theirs.keySet());
        for (String incident : all) {
            String what = difference(ours.get(incident), theirs.get(incident));
            if (!what.isEmpty()) {
                differences.add(new Difference(incident, what));
            }
        }
        return differences;
    }

    private static String difference(@Nullable Story today, @Nullable Story candidate) {
        if (today == null) {
            return "the candidate alone: " + said(Objects.requireNonNull(candidate));
        }
        if (candidate == null) {
            return "not by the candidate; today: " + said(today);
        }
        Long one = today.confirmedAt();
        Long other = candidate.confirmedAt();
        if (one == null || other == null) {
            return one == null && other == null ? "" : "today: " + said(today) + "; the candidate: " + said(candidate);
        }
        long later = other - one;
        return Math.abs(later) <= SAME
                ? ""
                : "the candidate confirms it " + Math.abs(later) + " ms " + (later > 0 ? "later" : "earlier");
    }

    private static String said(Story story) {
        Long confirmed = story.confirmedAt();
        Long cleared = story.clearedAt();
        return confirmed != null
                ? "confirmed " + (confirmed - story.suspectedAt()) + " ms after the suspicion"
                : cleared != null
                        ? "suspected for " + (cleared - story.suspectedAt()) + " ms, and withdrawn"
                        : "suspected, to the end";
    }

    private static Map<String, Story> byIncident(List<Story> stories) {
        Map<String, Story> byIncident = new LinkedHashMap<>();
        stories.forEach(story -> byIncident.put(story.incident(), story));
        return byIncident;
    }
}

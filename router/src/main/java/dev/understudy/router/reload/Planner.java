package dev.understudy.router.reload;

import dev.understudy.router.reload.Change.Added;
import dev.understudy.router.reload.Change.Changed;
import dev.understudy.router.reload.Change.Kept;
import dev.understudy.router.reload.Change.Removed;
import dev.understudy.router.reload.Reload.Plan;
import dev.understudy.router.reload.Reload.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Compares two configurations. A port that both have is never closed, whatever is served there and however it is called: so
 * listeners are told apart by their ports, and by their names only where the port is any free one.
 */
public final class Planner {

    private Planner() {}

    /**
     * @param before what is in force
     * @param after what is wanted
     */
    public static Reload plan(Setup before, Setup after) {
        TreeSet<String> stuck = new TreeSet<>(before.fixed().keySet());
        stuck.addAll(after.fixed().keySet());
        stuck.removeIf(
                key -> Objects.equals(before.fixed().get(key), after.fixed().get(key)));
        if (!stuck.isEmpty()) {
            return new Refusal(String.join(", ", stuck) + (stuck.size() == 1 ? " has" : " have")
                    + " changed, which only a restart takes up: restart the router, or set it back");
        }
        return listeners(before.sites(), after.sites());
    }

    private static Reload listeners(List<Site> before, List<Site> after) {
        List<Change> changes = new ArrayList<>();
        List<Site> gone = new ArrayList<>(before);
        for (Site site : after) {
            Optional<Site> there = before.stream().filter(site::isPortOf).findFirst();
            if (there.isPresent() && !there.get().host().equals(site.host())) {
                return new Refusal(
                        "listener " + site.name() + ": port " + site.port() + " stays and its host changes from "
                                + there.get().host() + " to " + site.host()
                                + ", which cannot be while it is open: give it another port, or restart the router");
            }
            there.ifPresent(gone::remove);
            changes.add(there.map(known -> change(known, site)).orElseGet(() -> new Added(site)));
        }
        gone.forEach(site -> changes.add(new Removed(site)));
        return new Plan(changes);
    }

    private static Change change(Site before, Site after) {
        return before.equals(after) ? new Kept(after) : new Changed(before, after, before.differsIn(after));
    }
}

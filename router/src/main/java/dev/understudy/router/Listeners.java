package dev.understudy.router;

import static java.util.Objects.requireNonNull;

import dev.understudy.router.ListenerSetup.Made;
import dev.understudy.router.ListenerSetup.Source;
import dev.understudy.router.access.Access;
import dev.understudy.router.net.Port;
import dev.understudy.router.net.Serving;
import dev.understudy.router.reload.Change;
import dev.understudy.router.reload.Change.Added;
import dev.understudy.router.reload.Change.Changed;
import dev.understudy.router.reload.Change.Kept;
import dev.understudy.router.reload.Reload.Plan;
import dev.understudy.router.reload.Site;
import dev.understudy.router.routing.Member;
import dev.understudy.router.stats.ListenerStats;
import dev.understudy.router.stats.ListenerStats.Counts;
import dev.understudy.router.tls.LiveTls;
import dev.understudy.runtime.config.ConfigurationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clients' ports. Changed by one thread at a time, and asked by any. */
final class Listeners implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final ListenerSetup setup;
    private final @Nullable Consumer<Access> access;
    private volatile List<Open> open = List.of();
    /** Those whose place was taken while clients waited there. */
    private volatile List<Serving> leaving = List.of();
    /** By name; also of listeners that have gone, until their last connection has. */
    private volatile Map<String, ListenerStats> stats = Map.of();

    private volatile @Nullable RouterMeters meters;

    /**
     * One port that is open, or is about to be.
     *
     * @param before who serves there now; null where nobody does
     */
    private record Open(
            RouterConfig.Listener listener,
            Port port,
            Made made,
            @Nullable Serving before) {}

    /**
     * @param access is told of what has ended; null where nobody wants to know
     */
    Listeners(ListenerSetup setup, @Nullable Consumer<Access> access) {
        this.setup = setup;
        this.access = access;
    }

    /**
     * Opens, changes and closes ports. First comes all that can fail, and only then does any client see a difference.
     *
     * @throws ConfigurationException where a listener cannot be as it is wanted, or its port is taken: nothing has changed
     */
    void carryOut(Plan plan, Source source) throws InterruptedException {
        List<Open> next = new ArrayList<>();
        Owned fresh = new Owned();
        try {
            for (Change change : plan.changes()) {
                prepare(change, source, fresh, next);
            }
        } catch (RuntimeException | InterruptedException e) {
            fresh.close();
            throw e;
        }
        List<Open> before = open;
        next.forEach(Listeners::begin);
        open = List.copyOf(next);
        end(before);
        count(before);
    }

    private void prepare(Change change, Source source, Owned fresh, List<Open> next) throws InterruptedException {
        if (change instanceof Kept kept) {
            Open known = named(kept.site());
            next.add(new Open(
                    known.listener(), known.port(), known.made(), known.made().serving()));
        } else if (change instanceof Changed changed) {
            Open known = named(changed.before());
            RouterConfig.Listener listener = listener(changed.after(), source);
            Made made = make(listener, source, known, fresh);
            next.add(new Open(listener, known.port(), made, known.made().serving()));
        } else if (change instanceof Added added) {
            RouterConfig.Listener listener = listener(added.site(), source);
            Made made = make(listener, source, null, fresh);
            next.add(new Open(listener, fresh.own(setup.take(listener)), made, null));
        }
    }

    private Made make(RouterConfig.Listener listener, Source source, @Nullable Open before, Owned fresh) {
        LiveTls known = before == null ? null : sameTls(before, listener);
        ListenerStats counts = stats.getOrDefault(listener.name(), new ListenerStats(listener.name(), access));
        Made made = setup.make(listener, source, known, counts);
        if (made.tls() != null && made.tls() != known) {
            fresh.own(made.tls());
        }
        return made;
    }

    private static @Nullable LiveTls sameTls(Open before, RouterConfig.Listener listener) {
        RouterConfig.Listener known = before.listener();
        return known.name().equals(listener.name()) && Objects.equals(known.tls(), listener.tls())
                ? before.made().tls()
                : null;
    }

    private static void begin(Open next) {
        Serving serving = next.made().serving();
        if (serving != next.before()) {
            serving.begin(next.before());
            next.port()
                    .serve(
                            serving.connections(),
                            next.listener().maxConnections(),
                            next.made().stats());
        }
        if (next.before() == null) {
            LOG.info(
                    "{} listens on {}:{}",
                    next.listener().name(),
                    next.listener().host(),
                    next.port().number());
        }
    }

    /** What is not among the open ones any more. */
    private void end(List<Open> before) {
        List<Serving> gone = new ArrayList<>(leaving);
        for (Open one : before) {
            Made made = one.made();
            if (isGone(now -> now.port() == one.port())) {
                one.port().close();
            }
            if (isGone(now -> now.made().serving() == made.serving())) {
                made.serving().end();
                gone.add(made.serving());
            }
            if (made.tls() != null && isGone(now -> now.made().tls() == made.tls())) {
                made.tls().close();
            }
        }
        leaving = gone.stream().filter(serving -> serving.waiting() > 0).toList();
    }

    private boolean isGone(Predicate<Open> it) {
        return open.stream().noneMatch(it);
    }

    /** Figures are for those that are there. */
    private void count(List<Open> before) {
        Map<String, ListenerStats> next = new LinkedHashMap<>();
        open.forEach(one -> next.put(one.listener().name(), one.made().stats()));
        stats.values().stream()
                .filter(one -> one.counts().active() > 0)
                .forEach(one -> next.putIfAbsent(one.name(), one));
        Set<String> counted = stats.keySet();
        stats = next;
        RouterMeters shown = meters;
        if (shown != null) {
            counted.stream().filter(name -> !next.containsKey(name)).forEach(shown::forget);
            show(shown, counted, before);
        }
    }

    private void show(RouterMeters shown, Set<String> counted, List<Open> before) {
        for (Open one : open) {
            if (!counted.contains(one.listener().name())) {
                shown.listener(one.made().stats());
            }
            LiveTls tls = one.made().tls();
            if (tls != null
                    && before.stream().noneMatch(earlier -> earlier.made().tls() == tls)) {
                tls.measure(shown.registry());
            }
        }
    }

    private Open named(Site site) {
        return open.stream()
                .filter(one -> one.listener().name().equals(site.name()))
                .findFirst()
                .orElseThrow();
    }

    private static RouterConfig.Listener listener(Site site, Source source) {
        return source.config().listeners().stream()
                .filter(listener -> listener.name().equals(site.name()))
                .findFirst()
                .orElseThrow();
    }

    /** The members of services. */
    Collection<Member> instances() {
        Set<Member> all = new LinkedHashSet<>();
        open.forEach(one -> all.addAll(one.made().instances()));
        return all;
    }

    /** What each has done. */
    List<Counts> counts() {
        return stats.values().stream().map(ListenerStats::counts).toList();
    }

    /** Whether one has put a member out of its rotation for now. */
    boolean isOut(String node) {
        return open.stream().anyMatch(one -> one.made().serving().isOut(node));
    }

    private int waiting() {
        return Stream.concat(open.stream().map(one -> one.made().serving()), leaving.stream())
                .mapToInt(Serving::waiting)
                .sum();
    }

    /** Shows the figures, also of those that come later. */
    void measure(RouterMeters shown) {
        meters = shown;
        show(shown, Set.of(), List.of());
        shown.gauge("waiting", this, Listeners::waiting);
    }

    /** No more is accepted, and HTTP's clients are told; requests under way may end. */
    void stop(Duration longest) {
        open.forEach(one -> one.port().close());
        setup.clients().stop();
        try {
            int left = setup.clients().await(System.nanoTime() + longest.toNanos());
            if (left > 0) {
                LOG.warn("{} clients' connections are cut in the middle of a request: stopTime is over", left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        Owned all = new Owned();
        for (Open one : open) {
            all.own(one.port());
            if (one.made().tls() != null) {
                all.own(requireNonNull(one.made().tls()));
            }
        }
        all.close();
    }
}

package dev.understudy.bench.detector;

import dev.understudy.events.Address;
import dev.understudy.events.Canary;
import dev.understudy.events.Epoch;
import dev.understudy.events.ObserverHealth;
import dev.understudy.events.Probe;
import dev.understudy.events.Route;
import dev.understudy.events.SelfReport;
import dev.understudy.events.ServerProcess;
import dev.understudy.events.Sighting;
import dev.understudy.events.Vitals;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Nodes in clusters of three, each on a machine of its own, the first of each the writer, and what is said of them. Pure.
 *
 * @param size how many nodes, 3 and up; what is left over joins the last cluster
 */
record Fleet(int size) {

    static final int MEMBERS = 3;

    private static final Vitals VITALS = new Vitals(23, 151, 0.21, 0.48, 61_203_283_968L, 107_374_182_400L);
    private static final ObserverHealth PROMPT = new ObserverHealth(0.4, 0.9, 112L, 65_536L, 0);

    /** When it was written. */
    record Stamp(long sequence, long at) {}

    /** How the node is: what its agent sees of its process and of a connection to it. */
    private record Health(ServerProcess.State process, Probe probe, long lastCommitAt) {}

    Fleet {
        if (size < MEMBERS) {
            throw new IllegalArgumentException("a fleet has a cluster of " + MEMBERS + " at least");
        }
    }

    int clusters() {
        return size / MEMBERS;
    }

    /** The node that writes in a cluster. */
    static int writer(int cluster) {
        return cluster * MEMBERS;
    }

    String cluster(int node) {
        return String.format(Locale.ROOT, "c%04d", clusterOf(node));
    }

    String name(int node) {
        return cluster(node) + "-" + (char) ('a' + node - writer(clusterOf(node)));
    }

    boolean isWriter(int node) {
        return node == writer(clusterOf(node));
    }

    int clusterOf(int node) {
        return Math.min(node / MEMBERS, clusters() - 1);
    }

    Route route(int cluster) {
        int writer = writer(cluster);
        Map<String, Address> addresses = Map.of(
                name(writer), new Address("10.0.0.1", 3306),
                name(writer + 1), new Address("10.0.0.2", 3306),
                name(writer + 2), new Address("10.0.0.3", 3306));
        List<String> readers = List.of(name(writer + 1), name(writer + 2));
        return new Route(
                cluster(writer), Epoch.of(1), Route.State.SERVING, name(writer), readers, addresses, "bench", 0, "");
    }

    /** A node's report while it is well; blank 0 is its sequence, 1 its time. */
    Stencil well(int node) {
        Health well = new Health(ServerProcess.State.RUNNING, Probe.answered(0.8), Stencil.blank(1));
        return Stencil.of(report(node, new Stamp(Stencil.blank(0), Stencil.blank(1)), well));
    }

    /** The report of a writer that was killed. */
    SelfReport killed(int node, Stamp stamp) {
        return report(node, stamp, new Health(ServerProcess.State.ENDED, refused(), stamp.at() - 200));
    }

    /** The report of a writer that has answered nothing for so many ms. */
    SelfReport hung(int node, Stamp stamp, long millis) {
        return report(node, stamp, new Health(ServerProcess.State.RUNNING, silent(millis), stamp.at() - millis));
    }

    private SelfReport report(int node, Stamp stamp, Health health) {
        boolean writes = isWriter(node);
        Canary canary = writes
                ? new Canary(Canary.Outcome.COMMITTED, 1.3, health.lastCommitAt())
                : new Canary(Canary.Outcome.REFUSED_AS_IT_SHOULD, 0.6, 0);
        return new SelfReport(
                cluster(node),
                name(node),
                "host-" + name(node),
                "agent-" + name(node) + "@1700000000000",
                stamp.sequence(),
                stamp.at(),
                Epoch.of(1),
                new ServerProcess(4_711, "host-" + name(node) + ":4711:1700000000", health.process()),
                health.probe(),
                canary,
                !writes,
                "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-1048576",
                VITALS,
                null);
    }

    Sighting sees(int observer, int node, Stamp stamp, Probe probe) {
        Long answered = probe.outcome() == Probe.Outcome.ANSWERED ? Long.valueOf(0) : null;
        return new Sighting(
                cluster(node),
                name(node),
                "agent-" + name(observer),
                "host-" + name(observer),
                Sighting.Path.PROBE,
                "agent-" + name(observer) + "@1700000000000",
                stamp.sequence(),
                stamp.at(),
                Epoch.of(1),
                probe,
                1,
                answered,
                PROMPT);
    }

    static Probe refused() {
        return new Probe(Probe.Outcome.REFUSED, 0.2, "connection refused");
    }

    static Probe silent(long millis) {
        return new Probe(Probe.Outcome.SILENT, millis, null);
    }
}

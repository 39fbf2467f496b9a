package dev.understudy.router;

import dev.understudy.events.Address;
import dev.understudy.events.Epoch;
import dev.understudy.events.Fault;
import dev.understudy.events.FaultKind;
import dev.understudy.events.Route;
import dev.understudy.router.balance.Loads;
import dev.understudy.router.routing.Member;
import dev.understudy.router.select.Drained;
import dev.understudy.router.select.Selector;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The cluster {@code orders} with {@code orders-a} and {@code orders-b}, as the tests need it. */
public final class Given {

    public static final String CLUSTER = "orders";
    public static final String A = "orders-a";
    public static final String B = "orders-b";

    /** Where nobody is asked: a port that is only named. */
    public static final Map<String, Address> ADDRESSES =
            Map.of(A, new Address("127.0.0.1", 3301), B, new Address("127.0.0.1", 3302));

    private Given() {}

    public static Route route(long epoch, Route.State state, @Nullable String writer, String... readers) {
        return route(epoch, state, writer, ADDRESSES, readers);
    }

    public static Route route(
            long epoch, Route.State state, @Nullable String writer, Map<String, Address> addresses, String... readers) {
        return new Route(CLUSTER, new Epoch(epoch), state, writer, List.of(readers), addresses, "incident", 1_000, "");
    }

    public static Route serving(long epoch, String writer, String... readers) {
        return route(epoch, Route.State.SERVING, writer, readers);
    }

    public static Route because(Route route, String reason) {
        return new Route(
                route.cluster(),
                route.epoch(),
                route.state(),
                route.writer(),
                route.readers(),
                route.addresses(),
                route.incident(),
                route.at(),
                reason);
    }

    public static Fault fault(FaultKind kind, Fault.Phase phase, String node, long epoch) {
        return fault(kind, phase, node, epoch, "detector-1", false);
    }

    public static Fault fault(
            FaultKind kind, Fault.Phase phase, String node, long epoch, String detector, boolean shadow) {
        return new Fault(
                Fault.incidentId(CLUSTER, new Epoch(epoch), node, kind, "boot", 1),
                kind,
                phase,
                CLUSTER,
                node,
                new Epoch(epoch),
                "boot",
                1_000,
                detector,
                shadow,
                "it does not answer",
                List.of());
    }

    /** What selectors share, by this clock, with random bits of a seed. */
    public static Selector.Shared shared(LongSupplier clock) {
        Random random = new Random(1);
        return new Selector.Shared(new Loads(), Drained.nobody(), null, clock, random::nextLong);
    }

    public static Member member(String node) {
        Address address = ADDRESSES.get(node);
        return new Member(CLUSTER, node, address == null ? new Address("127.0.0.1", 3303) : address);
    }
}

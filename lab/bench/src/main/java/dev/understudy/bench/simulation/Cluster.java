package dev.understudy.bench.simulation;

import dev.understudy.detector.watch.WatchLimits;
import dev.understudy.events.Address;
import dev.understudy.events.Epoch;
import dev.understudy.events.Fault;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One cluster with all that watches it: a primary and two standbys, their agents, a router, recovery's reports, Kafka, a detector. */
final class Cluster {

    static final long EPOCH_START = 1_800_000_000_000L;
    static final String SCOPE = "orders";
    static final int NODES = 3;
    static final int ROUTER_HOST = 3;
    static final int KAFKA_HOST = 4;
    static final int HOSTS = 5;
    private static final List<String> HOST_NAMES = List.of("host-0", "host-1", "host-2", "host-3", "host-4");

    /** What a connection attempt meets. */
    enum Reach {
        ANSWERS,
        REFUSED,
        SILENT
    }

    final Agenda agenda = new Agenda();
    final Dice dice;
    final Network network;
    final Messenger messenger;
    final WatchingDetector detector;
    final Router router;
    final Replayer replayer;
    final Referee referee;
    final boolean oneHost;
    private final List<Server> servers = new ArrayList<>();
    private final List<Agent> agents = new ArrayList<>();
    private final Takeover takeover;
    Reign reign = new Reign(new Epoch(1), 0);

    /**
     * @param oneHost all on one machine, rather than each on its own
     * @param jitter the 99th percentile of what each record and each answer is late, ms
     */
    Cluster(Dice dice, boolean oneHost, double jitter, WatchLimits limits) {
        this.dice = dice;
        this.oneHost = oneHost;
        network = new Network(dice, oneHost, jitter);
        messenger = new Messenger(this);
        detector = new WatchingDetector(this, limits);
        referee = new Referee(this);
        takeover = new Takeover(this);
        for (int node = 0; node < NODES; node++) {
            servers.add(new Server(node));
            agents.add(new Agent(this, servers.get(node)));
        }
        router = new Router(this, "router-1", ROUTER_HOST);
        replayer = new Replayer(this);
        actors().forEach(actor -> actor.start(0));
        route(reign, Route.State.SERVING);
    }

    Server server(int node) {
        return servers.get(node);
    }

    Agent agent(int node) {
        return agents.get(node);
    }

    List<Server> servers() {
        return servers;
    }

    List<Actor> actors() {
        List<Actor> all = new ArrayList<>(agents);
        all.add(router);
        all.add(replayer);
        all.add(detector);
        return all;
    }

    String hostName(int host) {
        return oneHost ? "host-0" : HOST_NAMES.get(host);
    }

    Reach reach(int from, int node) {
        if (!network.connected(from, node)) {
            return Reach.SILENT;
        }
        Server server = servers.get(node);
        if (server.state() == Server.State.ENDED) {
            return Reach.REFUSED;
        }
        return server.answers() ? Reach.ANSWERS : Reach.SILENT;
    }

    /** Nobody who can still speak to Kafka reaches the node, nor can its own agent. */
    boolean isolated(int node) {
        if (oneHost || network.connected(node, KAFKA_HOST)) {
            return false;
        }
        for (int host = 0; host <= ROUTER_HOST; host++) {
            if (host != node && network.connected(host, node) && network.connected(host, KAFKA_HOST)) {
                return false;
            }
        }
        return true;
    }

    /** A server is something else from now on, and everyone who looks at it may notice. */
    void become(int node, Server.State state) {
        long now = agenda.now();
        Server server = servers.get(node);
        server.become(state, now);
        boolean broke = state == Server.State.ENDED;
        for (int other = 0; other < NODES; other++) {
            if (broke && other != node && network.connected(other, node)) {
                agents.get(other).sessionBroke(node, now);
            }
        }
        if (broke && network.connected(ROUTER_HOST, node)) {
            router.sessionBroke(node, now);
        } else {
            router.changed(node, now);
        }
        if (state != Server.State.FROZEN) {
            agents.get(node).serverChanged(now);
        }
    }

    /** A route is in force from now on. */
    void route(Reign next, Route.State state) {
        reign = next;
        String writer = servers.get(next.writer()).name;
        detector.take(
                new Route(
                        SCOPE,
                        next.epoch(),
                        state,
                        writer,
                        List.of(writer),
                        Map.of(writer, new Address("127.0.0.1", 3306)),
                        "",
                        agenda.now(),
                        ""),
                agenda.now());
    }

    /** Recovery has begun, or ended, a plan for the next epoch. */
    void plan(RecoveryStep.Plan plan, Epoch epoch, RecoveryStep.State state) {
        detector.take(
                new RecoveryStep(SCOPE, SCOPE + "/1", plan, epoch, "r", 1, "plan", state, agenda.now(), "", Map.of()),
                agenda.now());
    }

    void told(Fault fault, long now) {
        referee.judge(fault, now);
        takeover.told(fault);
    }

    Takeover takeover() {
        return takeover;
    }
}

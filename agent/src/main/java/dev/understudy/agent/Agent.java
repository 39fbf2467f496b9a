package dev.understudy.agent;

import dev.understudy.agent.canary.CanaryProbe;
import dev.understudy.agent.canary.Inquiry;
import dev.understudy.agent.fence.Fencer;
import dev.understudy.agent.memory.Memory;
import dev.understudy.agent.probe.ConnectProbe;
import dev.understudy.agent.probe.Observers;
import dev.understudy.agent.process.LinuxProcesses;
import dev.understudy.agent.process.ListeningPort;
import dev.understudy.agent.process.PidFile;
import dev.understudy.agent.process.PidSource;
import dev.understudy.agent.process.ProcessFollower;
import dev.understudy.agent.report.Findings;
import dev.understudy.agent.report.SelfReports;
import dev.understudy.agent.route.Reigns;
import dev.understudy.agent.server.ServerReader;
import dev.understudy.agent.tail.BinlogFolder;
import dev.understudy.agent.tail.Tails;
import dev.understudy.events.Command;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.Route;
import dev.understudy.events.ServerProcess;
import dev.understudy.events.Topics;
import dev.understudy.heartbeat.HeartbeatPublisher;
import dev.understudy.heartbeat.HeartbeatSettings;
import dev.understudy.heartbeat.MachineVitals;
import dev.understudy.runtime.ServiceProcess;
import dev.understudy.runtime.kafka.TopicFollower;
import io.micrometer.core.instrument.Gauge;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node's agent: its parts, wired and set going. */
final class Agent implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

    /** Commands written this long before the agent came up are still looked at; their own validity decides. */
    private static final long COMMANDS_SINCE_MILLIS = 10_000;

    private final Node node;
    private final Memory memory;
    private final ProcessFollower process;
    private final HeartbeatPublisher publisher;
    private final Reigns reigns;
    private final ConnectProbe connect;
    private final ServerReader server;
    private final CanaryProbe canary;
    private final Fencer fencer;
    private final Tails tails;
    private final Beat reports;
    private final Beat connects;
    private final Beat canaries;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /**
     * @throws IOException where its memory on disk cannot be opened
     */
    Agent(Setting setting) throws IOException {
        AgentConfig config = setting.config();
        Duration timeout = config.probeTimeout();
        var accounts = setting.cluster().accounts();
        node = setting.node();
        memory = own(Memory.open(Path.of(config.stateDir()), node.name()));
        process = new ProcessFollower(
                node.host(),
                new LinuxProcesses(),
                pidSource(config),
                memory.get().bootId());
        publisher = own(HeartbeatPublisher.start(
                new HeartbeatSettings(setting.kafka().client(), config.interval()),
                "agent-" + node.name(),
                setting.startMillis()));
        reigns = new Reigns(node.cluster(), memory, this::reignChanged);
        connect = new ConnectProbe(setting.sessions(accounts.agent()), timeout, this::report);
        server = own(new ServerReader(setting.sessions(accounts.agent()), node.cluster(), timeout));
        MachineVitals machine = new MachineVitals(dataFolder(config));
        var sessions = setting.sessions(accounts.agent());
        Inquiry inquiry =
                new Inquiry(sessions, timeout, () -> machine.read(null, null).diskFreeBytes());
        canary = own(new CanaryProbe(
                node, new CanaryProbe.Access(sessions, timeout, inquiry), reigns, memory, System::currentTimeMillis));
        fencer = own(Fencer.start(
                new Fencer.Ground(process, reigns, memory),
                new Fencer.Permission(Boolean.TRUE.equals(config.fencing()), config.fenceDeadline()),
                setting.sessions(accounts.fence()),
                setting.ownUsers(),
                this::report));
        tails = own(new Tails(
                setting.kafka().client(),
                node.cluster(),
                new Tails.Server(setting.engine(), binlog(config), process::current),
                memory));
        SelfReports selfReports = new SelfReports(
                node, new Findings(process, connect, server, canary, fencer, reigns, machine), publisher);
        process.look();
        reports = own(Beat.start("report", config.interval(), selfReports::publish));
        connects = own(Beat.start("connect", config.interval(), connect::probe));
        canaries = own(Beat.start("canary", config.interval(), this::tryCanary));
        own(Beat.start("canary-why", config.interval(), canary::explain));
        own(Beat.start("server", config.interval(), server::read));
        own(Beat.start("process", config.processPoll(), this::lookAtProcess));
        own(new Observers(node, config, setting.others(), publisher, reigns));
        follow(setting);
    }

    private void follow(Setting setting) {
        var client = setting.kafka().client();
        own(TopicFollower.start(
                client,
                new TopicFollower.Source<Route>(Topics.ROUTES, RecordCodec.ROUTES, 0),
                (route, at) -> reigns.take(route)));
        own(TopicFollower.start(
                client,
                new TopicFollower.Source<Command>(
                        Topics.COMMANDS, RecordCodec.COMMANDS, setting.startMillis() - COMMANDS_SINCE_MILLIS),
                this::obey));
    }

    private void obey(Command command, long writtenAtMillis) {
        if (!command.node().equals(node.name()) || !command.cluster().equals(node.cluster())) {
            return;
        }
        switch (command.kind()) {
            case SHIP_TAIL, SHIP_DIVERGENT -> tails.take(command);
            case FENCE_KILL, FENCE_READ_ONLY ->
                fencer.take(command, System.nanoTime(), System.currentTimeMillis() - writtenAtMillis);
        }
    }

    private void lookAtProcess() {
        if (!process.look()) {
            return;
        }
        ServerProcess now = process.current();
        report();
        LOG.info("the server's process: {}", now);
        fencer.processChanged(now);
        if (now != null && now.state() == ServerProcess.State.RUNNING) {
            memory.boot(now.bootId());
        }
        if (now != null && now.state() == ServerProcess.State.ENDED) {
            canary.serverEnded();
        }
        connects.wake();
    }

    private void tryCanary() {
        if (canary.attempt()) {
            report();
        }
    }

    private void report() {
        reports.wake();
    }

    private void reignChanged() {
        fencer.reignChanged(node.name());
        canaries.wake();
        report();
    }

    RoleChecks roleChecks() {
        return new RoleChecks(
                node.name(), reigns, memory, () -> server.facts(System.nanoTime()), System::currentTimeMillis);
    }

    /** Lets the service's health and metrics see it. */
    void watchedBy(ServiceProcess service) {
        service.readyWhen("process", () -> {
            ServerProcess now = process.current();
            return new ServiceProcess.Health(now != null, now == null ? "no server process found yet" : now.toString());
        });
        service.readyWhen(
                "kafka",
                () -> new ServiceProcess.Health(
                        Boolean.TRUE.equals(publisher.reachable()),
                        publisher.counts().toString()));
        var metrics = service.metrics();
        Gauge.builder(
                        "understudy.agent.epoch",
                        reigns,
                        held -> held.get().highest().number())
                .register(metrics);
        Gauge.builder(
                        "understudy.heartbeat.delivered",
                        publisher,
                        p -> p.counts().delivered())
                .register(metrics);
        Gauge.builder("understudy.heartbeat.dropped", publisher, p -> p.counts().dropped())
                .register(metrics);
        Gauge.builder("understudy.agent.connect.millis", connect, Agent::connectMillis)
                .register(metrics);
        Gauge.builder("understudy.agent.canary.millis", canary, Agent::canaryMillis)
                .register(metrics);
        Gauge.builder("understudy.agent.process.running", process, Agent::running)
                .register(metrics);
    }

    private static double connectMillis(ConnectProbe connect) {
        var last = connect.last(System.nanoTime());
        return last == null ? Double.NaN : last.millis();
    }

    private static double canaryMillis(CanaryProbe canary) {
        var last = canary.view(System.nanoTime());
        return last == null ? Double.NaN : last.millis();
    }

    private static double running(ProcessFollower process) {
        ServerProcess now = process.current();
        return now != null && now.state() == ServerProcess.State.RUNNING ? 1 : 0;
    }

    private PidSource pidSource(AgentConfig config) {
        if (config.pidFile() != null) {
            return new PidFile(Path.of(config.pidFile()));
        }
        PidSource listening = new ListeningPort(node.address().port());
        Path data = dataFolder(config);
        return data == null ? listening : PidSource.firstOf(new PidFile(data), listening);
    }

    private static @Nullable Path dataFolder(AgentConfig config) {
        return config.dataDir() == null ? null : Path.of(config.dataDir());
    }

    private static @Nullable BinlogFolder binlog(AgentConfig config) {
        Path data = dataFolder(config);
        return data == null
                ? null
                : new BinlogFolder(data, config.binlogIndex() == null ? null : Path.of(config.binlogIndex()));
    }

    private <T extends AutoCloseable> T own(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }
}

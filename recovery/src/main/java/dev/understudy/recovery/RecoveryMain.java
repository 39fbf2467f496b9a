package dev.understudy.recovery;

import dev.understudy.engine.Engine;
import dev.understudy.events.TopicPolicy;
import dev.understudy.heartbeat.HeartbeatPublisher;
import dev.understudy.heartbeat.HeartbeatSettings;
import dev.understudy.recovery.certificate.Signatures;
import dev.understudy.recovery.connector.ConnectRest;
import dev.understudy.recovery.connector.ConnectorHandOver;
import dev.understudy.recovery.connector.ConnectorProgress;
import dev.understudy.recovery.journal.JournalTrimmer;
import dev.understudy.recovery.journal.KafkaJournals;
import dev.understudy.recovery.log.JournalTail;
import dev.understudy.recovery.log.KafkaChangelogWatch;
import dev.understudy.recovery.log.KafkaDelivered;
import dev.understudy.recovery.owner.OwnerLog;
import dev.understudy.recovery.owner.Superseded;
import dev.understudy.recovery.preflight.BackgroundPreflight;
import dev.understudy.recovery.preflight.reading.Inspector;
import dev.understudy.recovery.replay.Token;
import dev.understudy.recovery.server.JdbcServer;
import dev.understudy.recovery.server.Server;
import dev.understudy.recovery.server.Servers;
import dev.understudy.recovery.standing.StandbyReports;
import dev.understudy.recovery.steps.ChangelogReplays;
import dev.understudy.recovery.steps.Context;
import dev.understudy.recovery.steps.OwnHistories;
import dev.understudy.recovery.steps.Records;
import dev.understudy.recovery.steps.Rejoining;
import dev.understudy.recovery.steps.Runner;
import dev.understudy.recovery.steps.Seedings;
import dev.understudy.recovery.verify.BackgroundVerify;
import dev.understudy.recovery.watch.Observations;
import dev.understudy.recovery.watch.Watcher;
import dev.understudy.runtime.ServiceProcess;
import dev.understudy.runtime.ServiceProcess.Health;
import dev.understudy.runtime.config.Account;
import dev.understudy.runtime.config.ClusterConfig;
import dev.understudy.runtime.config.Configuration;
import dev.understudy.runtime.config.KafkaConfig;
import dev.understudy.runtime.kafka.KafkaSetup;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires the recovery service of one cluster and runs it until it is asked to stop, or superseded. */
public final class RecoveryMain {

    private static final Logger LOG = LoggerFactory.getLogger(RecoveryMain.class);

    /** Decides how long a report may wait for Kafka before it is stale. */
    private static final Duration REPORTED_EVERY = Duration.ofSeconds(1);

    private RecoveryMain() {}

    /**
     * Runs until SIGTERM.
     *
     * @return the exit status; {@link ServiceProcess#EXIT_SUPERSEDED} where a successor has taken over
     */
    public static int run(Configuration configuration) {
        RecoveryConfig config = configuration.required("recovery", RecoveryConfig.class);
        if (config.certificateKeyFile() != null) {
            // Now, and not at the end of a fail-over.
            Signatures.privateKey(Path.of(config.certificateKeyFile()));
        }
        ClusterConfig cluster = configuration.cluster(config.cluster());
        KafkaConfig kafka = configuration.kafka();
        List<TopicPolicy> topics = new ArrayList<>(TopicPolicy.shared());
        topics.addAll(TopicPolicy.of(config.cluster()));
        KafkaSetup.ensureTopics(kafka, topics);
        OrderGate gate = new OrderGate(config.cluster(), config.tokenFile());
        RecoveryHttp http = new RecoveryHttp(config.cluster(), cluster, gate);
        MembersHttp membersHttp = new MembersHttp(config.cluster(), cluster, gate);
        StandbysHttp standbysHttp = new StandbysHttp(config.cluster(), Engine.named(cluster.engine()), gate);
        SwitchOverHttp switchOverHttp = new SwitchOverHttp(config.cluster(), gate);
        ServiceProcess process = ServiceProcess.start("recovery", config.http(), routes -> {
            http.routes(routes);
            membersHttp.routes(routes);
            standbysHttp.routes(routes);
            switchOverHttp.routes(routes);
        });
        try {
            work(config, cluster, kafka.client(), process, new Http(http, membersHttp, standbysHttp, switchOverHttp));
        } catch (Superseded e) {
            LOG.error("{}; this instance ends, do not restart it", e.getMessage());
            process.stop(ServiceProcess.EXIT_SUPERSEDED);
        }
        return process.await();
    }

    /** What answers requests. */
    private record Http(RecoveryHttp state, MembersHttp members, StandbysHttp standbys, SwitchOverHttp switchOver) {}

    private static void work(
            RecoveryConfig config,
            ClusterConfig cluster,
            Map<String, Object> kafka,
            ServiceProcess process,
            Http http) {
        String name = config.cluster();
        Engine engine = Engine.named(cluster.engine());
        Observations observations = new Observations();
        process.own(new Watcher(kafka, name, observations, process.metrics()).start());
        String owner = "recovery-" + ProcessHandle.current().pid();
        OwnerLog log = process.own(new OwnerLog(kafka, name, owner));
        JdbcServer.Ownership ownership =
                new JdbcServer.Ownership(name, cluster.accounts().recovery(), owner, log.term());
        Servers servers = process.own(servers(cluster, engine, ownership));
        ChangelogReplays replays =
                process.own(new ChangelogReplays(kafka, name, engine, new Token(owner, log.term()), process.metrics()));
        Account connector = cluster.accounts().connector();
        ConnectorHandOver connectors = process.own(new ConnectorHandOver(
                name,
                new ConnectRest(cluster.connect(), Duration.ofSeconds(60)),
                new ConnectorHandOver.Source(cluster.engine(), connector.user(), connector.password(), kafka)));
        connectors.warmUp();
        AtomicBoolean running = new AtomicBoolean(true);
        Context context = new Context(
                name,
                kafka,
                config,
                engine,
                log,
                observations,
                servers,
                replays,
                connectors,
                process.own(new JournalTail(kafka, name)),
                new KafkaChangelogWatch(kafka, name),
                start -> new KafkaDelivered(kafka, name, start),
                Comparisons.ownAccounts(cluster),
                cluster.durability() == ClusterConfig.Durability.ZERO_LOSS
                        ? Optional.of(process.own(new KafkaJournals(log, kafka, name)))
                        : Optional.empty(),
                running::get);
        Records records = new Records(name, log, servers, replays);
        Seedings seedings = new Seedings();
        OwnHistories histories = new OwnHistories();
        Members members = new Members(
                cluster, context, records, (node, known) -> new JdbcServer(node, known.address(), engine, ownership));
        members.restore();
        Comparisons comparisons = new Comparisons(context, cluster, members);
        BackgroundVerify verify = process.own(new BackgroundVerify(
                        comparisons::now,
                        config.verify(),
                        Comparisons.ownAccounts(cluster),
                        process.metrics(),
                        Clock.systemUTC())
                .start());
        ConnectRest connect = new ConnectRest(cluster.connect(), Inspector.PATIENCE);
        BackgroundPreflight preflight = process.own(new BackgroundPreflight(
                        Inspector.cluster(name, members.config()),
                        writer -> new Inspector(name, members.config(), kafka, connect).look(writer),
                        comparisons::roles,
                        config.preflight(),
                        log.ledger().preflight(),
                        process.metrics(),
                        Clock.systemUTC())
                .start());
        Views views = new Views(context, cluster, verify, histories, preflight, members);
        Sights sights = new Sights(context, members, views, seedings, verify);
        StandbyReports reports = process.own(new StandbyReports(
                        name,
                        sights::now,
                        config.verify().interval().isPresent(),
                        verify::soon,
                        HeartbeatPublisher.start(
                                new HeartbeatSettings(kafka, REPORTED_EVERY),
                                "recovery-" + name,
                                System.currentTimeMillis()),
                        Clock.systemUTC())
                .start());
        Optional<JournalTrimmer> trimmer =
                trimmer(context, new ChangelogProof(context, members, new ConnectorProgress(name, connect)), process);
        StandbyOrders orders = new StandbyOrders(context);
        Recovery recovery = new Recovery(
                context,
                views,
                new PreflightTrail(context, records, preflight),
                records,
                new Runner(context, records, process.metrics()),
                new Rejoining(context, records, seedings, histories),
                members,
                orders);
        http.state()
                .serve(new RecoveryHttp.Parts(
                        log,
                        replays,
                        seedings,
                        recovery,
                        verify,
                        preflight,
                        new RecoveryHttp.Evidence(observations, views, reports),
                        members,
                        trimmer));
        http.members().serve(new MembersHttp.Parts(log, members, seedings));
        http.standbys().serve(new StandbysHttp.Parts(log, servers, replays, members, orders));
        http.switchOver().serve(new SwitchOverHttp.Parts(log, views, connect, recovery));
        process.readyWhen("cluster " + name, () -> ready(log, recovery));
        Thread thread = new Thread(() -> supervise(recovery, process), "recovery-" + name);
        process.own(() -> {
            running.set(false);
            observations.wake();
            thread.join(5_000);
        });
        thread.start();
    }

    /** Where commits wait for a journal that is to be kept short. */
    private static Optional<JournalTrimmer> trimmer(Context context, ChangelogProof proof, ServiceProcess process) {
        return context.journals()
                .flatMap(journals -> context.config().journal().kept())
                .map(keep -> process.own(new JournalTrimmer(
                                context.kafka(),
                                context.cluster(),
                                context.engine().transactions(""),
                                keep,
                                proof::now,
                                process.metrics())
                        .start()));
    }

    private static void supervise(Recovery recovery, ServiceProcess process) {
        try {
            recovery.run();
        } catch (Superseded e) {
            LOG.error("{}; this instance ends, do not restart it", e.getMessage());
            process.stop(ServiceProcess.EXIT_SUPERSEDED);
        }
    }

    /** Ready when the cluster has a writer; before that, what it waits for. */
    private static Health ready(OwnerLog log, Recovery recovery) {
        return log.ledger()
                .reign()
                .map(reign -> new Health(true, "epoch " + reign.epoch() + ", writer " + reign.writer()))
                .orElseGet(() -> new Health(false, recovery.decision()));
    }

    private static Servers servers(ClusterConfig cluster, Engine engine, JdbcServer.Ownership ownership) {
        Map<String, Server> servers = new LinkedHashMap<>();
        cluster.nodes()
                .forEach((name, node) -> servers.put(name, new JdbcServer(name, node.address(), engine, ownership)));
        return new Servers(servers);
    }
}

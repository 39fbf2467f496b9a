package dev.understudy.bench.commit;

import dev.understudy.bench.FirstRoute;
import dev.understudy.stage.JavaFlags;
import dev.understudy.stage.KafkaCluster;
import dev.understudy.stage.ServiceChild;
import dev.understudy.stage.Stage;
import dev.understudy.stage.StagedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A journal keeper and the brokers that it writes to, all of them compiled as a server of their own would be: they are measured.
 */
final class KeptJournal {

    private static final String CLUSTER = "bench";
    private static final String NODE = "bench-a";

    private KeptJournal() {}

    /**
     * Starts brokers and keeper.
     *
     * @param name of the way, which the processes' names begin with
     * @param brokers how many; with three each topic has three copies, of which two have to be in sync
     * @param serverId of the keeper
     */
    static List<StagedServer> start(
            Stage stage, String name, int brokers, Primary primary, Replicator account, int serverId) throws Exception {
        KafkaCluster kafka =
                KafkaCluster.start(stage, new KafkaCluster.Options(name + "-kafka", brokers, JavaFlags.FULLY_COMPILED));
        new FirstRoute(CLUSTER, NODE, primary.server().port()).publish(kafka);
        int port = stage.freePort();
        ServiceChild keeper = new ServiceChild(
                stage,
                new ServiceChild.Options(
                        name + "-keeper",
                        "journal",
                        configuration(stage, name, kafka, primary, account, serverId, port),
                        List.of(),
                        Map.of("http", port),
                        JavaFlags.FULLY_COMPILED));
        keeper.start();
        List<StagedServer> all = new ArrayList<>(kafka.brokers());
        all.add(keeper);
        return all;
    }

    private static Path configuration(
            Stage stage,
            String name,
            KafkaCluster kafka,
            Primary primary,
            Replicator account,
            int serverId,
            int httpPort)
            throws IOException {
        Path password = Files.writeString(stage.folder().etc(name + ".password"), account.password());
        String yaml = "{user: " + account.user() + ", passwordFile: \"" + password.toAbsolutePath() + "\"}";
        return Files.writeString(stage.folder().etc(name + ".yaml"), """
                kafka: {bootstrap: "%s"}
                clusters:
                  %s:
                    engine: %s
                    durability: zero-loss
                    primary: %s
                    connect: http://127.0.0.1:1
                    nodes: {%s: {address: "127.0.0.1:%d"}}
                    accounts: {recovery: %s, agent: %s, fence: %s, connector: %s}
                journal: {name: %s-keeper, serverId: %d, http: {port: %d}}
                """.formatted(
                        kafka.bootstrap(),
                        CLUSTER,
                        primary.engine().name(),
                        NODE,
                        NODE,
                        primary.server().port(),
                        yaml,
                        yaml,
                        yaml,
                        yaml,
                        name,
                        serverId,
                        httpPort));
    }
}

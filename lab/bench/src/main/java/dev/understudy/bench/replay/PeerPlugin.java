package dev.understudy.bench.replay;

import dev.understudy.stage.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Debezium's JDBC sink as a folder of jars: no part of the product, so Maven fetches it when it is first wanted.
 *
 * @param plugin the connector's own jars
 * @param worker what the worker needs besides, since the connector takes its classes from there
 */
record PeerPlugin(Path plugin, Path worker) {

    private static final int FETCHED_WITHIN_MINUTES = 10;

    /**
     * @throws IOException where Maven does not fetch it; the message says where its output is
     */
    static PeerPlugin fetch(Distribution distribution) throws IOException, InterruptedException {
        Path bench = distribution.folder().resolve("../../../lab/bench").normalize();
        PeerPlugin peer = new PeerPlugin(bench.resolve("target/peer/plugin"), bench.resolve("target/peer/worker"));
        Path pom = bench.resolve("peer/pom.xml");
        Path log = bench.resolve("target/peer.log");
        if (peer.isThere() || maven(pom, log, List.of("-o")) && peer.isThere()) {
            return peer;
        }
        System.out.println("fetching Debezium's JDBC sink");
        if (!maven(pom, log, List.of()) || !peer.isThere()) {
            throw new IOException("Debezium's JDBC sink could not be fetched: see " + log);
        }
        return peer;
    }

    private boolean isThere() {
        return Files.isDirectory(plugin) && Files.isDirectory(worker);
    }

    private static boolean maven(Path pom, Path log, List<String> more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("mvn", "-B", "-ntp", "-f", pom.toString()));
        command.addAll(more);
        command.add("package");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(FETCHED_WITHIN_MINUTES, TimeUnit.MINUTES)) {
            process.destroy();
            return false;
        }
        return process.exitValue() == 0;
    }
}

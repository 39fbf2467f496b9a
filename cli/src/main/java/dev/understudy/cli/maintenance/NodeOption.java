package dev.understudy.cli.maintenance;

import dev.understudy.cli.ConfigOption;
import dev.understudy.cli.NodeScope;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that name a node of a cluster, or an instance of a service. */
final class NodeOption {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "NODE", description = "The node or the instance, by its name.")
    private String node = "";

    @Option(
            names = "--of",
            paramLabel = "NAME",
            description = "Its cluster or service; found in the configuration if not given.")
    private @Nullable String of;

    String name() {
        return node;
    }

    /** The cluster or service that it belongs to. */
    String scope() {
        return NodeScope.of(config.read(), node, of);
    }

    MaintenanceLog log() {
        return MaintenanceLog.of(config.read().kafka());
    }
}

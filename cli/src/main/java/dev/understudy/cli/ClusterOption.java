package dev.understudy.cli;

import dev.understudy.cli.control.RecoveryClient;
import dev.understudy.runtime.config.ClusterConfig;
import dev.understudy.runtime.config.Configuration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name a configuration and one of its clusters. */
public final class ClusterOption {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--cluster", required = true, description = "The cluster.")
    private String name = "";

    public String name() {
        return name;
    }

    /** Reads and checks the configuration. */
    public Configuration configuration() {
        return config.read();
    }

    /**
     * What the configuration says of it.
     *
     * @throws dev.understudy.runtime.config.ConfigurationException where there is no such cluster
     */
    public ClusterConfig config() {
        return configuration().cluster(name);
    }

    /** The service that works for it. */
    public RecoveryClient recovery() {
        return RecoveryClient.of(configuration());
    }
}

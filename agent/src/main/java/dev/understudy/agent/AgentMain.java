package dev.understudy.agent;

import dev.understudy.events.Address;
import dev.understudy.runtime.HttpConfig;
import dev.understudy.runtime.ServiceProcess;
import dev.understudy.runtime.config.ClusterConfig;
import dev.understudy.runtime.config.Configuration;
import dev.understudy.runtime.config.ConfigurationException;
import dev.understudy.runtime.config.NodeConfig;
import java.io.IOException;

/** Starts an agent and waits for its end. */
public final class AgentMain {

    private AgentMain() {}

    /**
     * Runs until the process is asked to end.
     *
     * @return the exit status
     * @throws ConfigurationException where it cannot be used as it is
     */
    public static int run(Configuration configuration) {
        long startMillis = System.currentTimeMillis();
        AgentConfig config = configuration.required("agent", AgentConfig.class);
        String clusterName = configuration.clusterOf("agent", config.cluster());
        ClusterConfig cluster = configuration.cluster(clusterName);
        NodeConfig node = cluster.node(config.node());
        AgentHttp http = new AgentHttp();
        ServiceProcess process = ServiceProcess.start("agent", httpOf(config, node), http::addTo);
        try {
            Setting setting = new Setting(config, clusterName, cluster, configuration.kafka(), startMillis);
            Agent agent = process.own(new Agent(setting));
            http.answersWith(agent.roleChecks());
            agent.watchedBy(process);
        } catch (IOException e) {
            process.close();
            throw new ConfigurationException("the agent cannot start: " + e.getMessage());
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
        return process.await();
    }

    private static HttpConfig httpOf(AgentConfig config, NodeConfig node) {
        HttpConfig given = config.http();
        if (given != null) {
            return given;
        }
        Address address = node.agent();
        return address == null ? HttpConfig.onPort(0) : new HttpConfig(address.host(), address.port());
    }
}

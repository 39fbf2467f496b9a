package dev.understudy.cli;

import dev.understudy.agent.AgentMain;
import dev.understudy.detector.DetectorMain;
import dev.understudy.journal.JournalMain;
import dev.understudy.orders.service.OrderServiceMain;
import dev.understudy.recovery.RecoveryMain;
import dev.understudy.router.RouterMain;
import dev.understudy.runtime.config.Configuration;
import dev.understudy.runtime.config.Durations;
import dev.understudy.runtime.kafka.KafkaSetup;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands that run one service each, in the foreground, until SIGTERM or Ctrl-C. */
final class ServiceCommands {

    private ServiceCommands() {}

    /** What all of them share: the configuration, and a Kafka that answers before anything is begun. */
    abstract static class ServiceCommand implements Callable<Integer> {

        @Mixin
        private ConfigOption config = new ConfigOption();

        @Option(
                names = "--kafka-wait",
                defaultValue = "15s",
                paramLabel = "TIME",
                description = "How long Kafka may take to answer at the start (default: ${DEFAULT-VALUE}).")
        private String kafkaWait = "15s";

        @Override
        public final Integer call() {
            Configuration configuration = config.read();
            if (needsKafka(configuration)) {
                KafkaSetup.requireBroker(configuration.kafka(), Durations.parse(kafkaWait));
            }
            return run(configuration);
        }

        boolean needsKafka(Configuration configuration) {
            return true;
        }

        abstract int run(Configuration configuration);
    }

    @Command(name = "agent", description = "Runs beside a database server: reports on it, fences it when told.")
    static final class AgentCommand extends ServiceCommand {
        @Override
        int run(Configuration configuration) {
            return AgentMain.run(configuration);
        }
    }

    @Command(name = "detector", description = "Turns heartbeats and sightings into verdicts.")
    static final class DetectorCommand extends ServiceCommand {
        @Override
        int run(Configuration configuration) {
            return DetectorMain.run(configuration);
        }
    }

    @Command(name = "router", description = "Carries the clients' traffic to the node that the route names.")
    static final class RouterCommand extends ServiceCommand {
        @Override
        boolean needsKafka(Configuration configuration) {
            return !RouterMain.hasStoredRoutes(configuration);
        }

        @Override
        int run(Configuration configuration) {
            return RouterMain.run(configuration);
        }
    }

    @Command(name = "recovery", description = "Replays the changelog into the standbys, and promotes one when it must.")
    static final class RecoveryCommand extends ServiceCommand {
        @Override
        int run(Configuration configuration) {
            return RecoveryMain.run(configuration);
        }
    }

    @Command(
            name = "journal",
            description = "Keeps the journal of zero-loss mode: stores each commit before it returns.")
    static final class JournalCommand extends ServiceCommand {
        @Override
        int run(Configuration configuration) {
            return JournalMain.run(configuration);
        }
    }

    @Command(name = "order-service", description = "The example: a small shop's order service.")
    static final class OrderServiceCommand extends ServiceCommand {
        @Option(names = "--instance", required = true, description = "The instance's name.")
        private String instance = "";

        @Override
        int run(Configuration configuration) {
            return OrderServiceMain.run(configuration, instance);
        }
    }
}

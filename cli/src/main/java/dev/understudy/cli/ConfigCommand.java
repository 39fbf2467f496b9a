package dev.understudy.cli;

import dev.understudy.agent.AgentConfig;
import dev.understudy.detector.DetectorConfig;
import dev.understudy.orders.service.OrdersConfig;
import dev.understudy.recovery.RecoveryConfig;
import dev.understudy.router.RouterConfig;
import dev.understudy.runtime.config.Configuration;
import dev.understudy.runtime.config.ConfigurationException;
import dev.understudy.runtime.config.Durations;
import dev.understudy.runtime.kafka.KafkaSetup;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What can be done with a configuration without running anything. */
@Command(
        name = "config",
        description = "Checks a configuration.",
        subcommands = {ConfigCommand.ValidateCommand.class})
final class ConfigCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitStatus.USAGE;
    }

    /** Reads every section that the file has, and reports all problems, one line each. */
    @Command(name = "validate", description = "Reads every section and reports all that is wrong; starts nothing.")
    static final class ValidateCommand implements Callable<Integer> {

        private static final Map<String, Class<?>> SERVICES = new LinkedHashMap<>();

        static {
            SERVICES.put("agent", AgentConfig.class);
            SERVICES.put("detector", DetectorConfig.class);
            SERVICES.put("router", RouterConfig.class);
            SERVICES.put("recovery", RecoveryConfig.class);
            SERVICES.put("orders", OrdersConfig.class);
        }

        @ParentCommand
        private ConfigCommand parent = new ConfigCommand();

        @Mixin
        private ConfigOption config = new ConfigOption();

        @Option(names = "--connect", description = "Ask Kafka too, for this long, such as 5s.", paramLabel = "TIME")
        private String connect = "";

        @Override
        public Integer call() {
            Configuration configuration = config.read();
            List<String> problems = new ArrayList<>();
            attempt(problems, configuration::kafka);
            attempt(problems, configuration::clusters);
            attempt(problems, configuration::services);
            SERVICES.forEach((section, type) -> {
                if (configuration.has(section)) {
                    attempt(problems, () -> configuration.required(section, type));
                }
            });
            if (problems.isEmpty()) {
                problems.addAll(References.broken(configuration));
            }
            if (problems.isEmpty() && !connect.isEmpty()) {
                attempt(problems, () -> {
                    KafkaSetup.requireBroker(configuration.kafka(), Durations.parse(connect));
                    return true;
                });
            }
            if (!problems.isEmpty()) {
                throw new ConfigurationException(problems);
            }
            PrintWriter out = parent.spec.commandLine().getOut();
            out.println(config.file() + ": nothing wrong");
            out.flush();
            return ExitStatus.OK;
        }

        private static void attempt(List<String> problems, Callable<?> check) {
            try {
                check.call();
            } catch (ConfigurationException e) {
                problems.addAll(e.problems());
            } catch (Exception e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
    }
}

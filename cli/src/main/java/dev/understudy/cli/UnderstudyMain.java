package dev.understudy.cli;

import dev.understudy.cli.backtest.BacktestCommand;
import dev.understudy.cli.divergence.DivergenceCommand;
import dev.understudy.cli.drill.DrillCommand;
import dev.understudy.cli.explain.ExplainCommand;
import dev.understudy.cli.maintenance.MaintenanceCommand;
import dev.understudy.cli.quickstart.QuickstartCommand;
import dev.understudy.runtime.config.ConfigurationException;
import dev.understudy.stage.StageException;
import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where the command line starts. */
@Command(
        name = "understudy",
        mixinStandardHelpOptions = true,
        version = "understudy 0.1.0",
        description = "Fail-over for MySQL and MariaDB, and the application instances in front of them, on Kafka.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            QuickstartCommand.class,
            DrillCommand.class,
            ServiceCommands.AgentCommand.class,
            ServiceCommands.DetectorCommand.class,
            ServiceCommands.RouterCommand.class,
            ServiceCommands.RecoveryCommand.class,
            ServiceCommands.JournalCommand.class,
            ServiceCommands.OrderServiceCommand.class,
            StatusCommand.class,
            StopCommand.class,
            EventsCommand.class,
            ExplainCommand.class,
            CertificateCommand.class,
            DivergenceCommand.class,
            FailoverCommand.class,
            SwitchoverCommand.class,
            RoutesCommand.class,
            DrainCommand.class,
            ReloadCommand.class,
            MaintenanceCommand.class,
            ReseedCommand.class,
            ResumeCommand.class,
            StandbyCommand.class,
            VerifyCommand.class,
            PreflightCommand.class,
            BacktestCommand.class,
            ConfigCommand.class
        })
public final class UnderstudyMain {

    private UnderstudyMain() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** One command, in this process. */
    public static int run(String... args) {
        return commandLine().execute(args);
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new UnderstudyMain());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        withHelp(commandLine);
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command.getErr()));
        return commandLine;
    }

    /** Every command explains itself: {@code understudy agent --help}. */
    private static void withHelp(CommandLine command) {
        command.getSubcommands().values().forEach(subcommand -> {
            subcommand.getCommandSpec().mixinStandardHelpOptions(true);
            withHelp(subcommand);
        });
    }

    /** An expected failure is one line a problem; only a failure that nobody foresaw shows where it came from. */
    private static int explain(Exception failure, PrintWriter err) {
        if (failure instanceof ConfigurationException configuration) {
            configuration.problems().forEach(problem -> err.println("understudy: " + problem));
            return ExitStatus.USAGE;
        }
        if (failure instanceof CommandFailure expected) {
            err.println("understudy: " + expected.getMessage());
            return expected.status();
        }
        if (failure instanceof StageException unstaged) {
            err.println("understudy: " + unstaged.getMessage());
            return ExitStatus.USAGE;
        }
        err.println("understudy: " + failure + " (run with UNDERSTUDY_LOG_LEVEL=DEBUG for its origin)");
        LoggerFactory.getLogger(UnderstudyMain.class).debug("unexpected", failure);
        return ExitStatus.FAILED;
    }
}

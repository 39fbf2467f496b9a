package dev.understudy.cli;

import dev.understudy.cli.standby.StandbyAddCommand;
import dev.understudy.cli.standby.StandbyRemoveCommand;
import picocli.CommandLine.Command;

/** Who belongs to a running cluster. */
@Command(
        name = "standby",
        description = "Adds a standby to a running cluster, or removes one.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {StandbyAddCommand.class, StandbyRemoveCommand.class})
final class StandbyCommand {}

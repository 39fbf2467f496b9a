package dev.understudy.cli.maintenance;

import picocli.CommandLine.Command;

/** Who works on which node. */
@Command(
        name = "maintenance",
        description = "Says that a node is being worked on, so that detectors do not call its being away a fault.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {MaintenanceOnCommand.class, MaintenanceOffCommand.class, MaintenanceShowCommand.class})
public final class MaintenanceCommand {}

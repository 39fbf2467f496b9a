package dev.understudy.agent.report;

import dev.understudy.agent.canary.CanaryProbe;
import dev.understudy.agent.fence.Fencer;
import dev.understudy.agent.probe.ConnectProbe;
import dev.understudy.agent.process.ProcessFollower;
import dev.understudy.agent.route.Reigns;
import dev.understudy.agent.server.ServerReader;
import dev.understudy.heartbeat.MachineVitals;

/**
 * Where the newest finding of each kind is picked up.
 *
 * @param process the server's process
 * @param connect fresh connections
 * @param server what the server says of itself
 * @param canary the write probe
 * @param fencer what became of fencing commands
 * @param reigns the epoch held
 * @param machine the machine's own figures
 */
public record Findings(
        ProcessFollower process,
        ConnectProbe connect,
        ServerReader server,
        CanaryProbe canary,
        Fencer fencer,
        Reigns reigns,
        MachineVitals machine) {}

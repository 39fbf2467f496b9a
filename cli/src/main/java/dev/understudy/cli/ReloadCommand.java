package dev.understudy.cli;

import dev.understudy.cli.control.RouterClient;
import dev.understudy.events.Address;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A person's order to read the configuration again. */
@Command(
        name = "reload",
        description =
                "Has a router read its own configuration file again and take it up without dropping a connection. A file that is"
                        + " wrong, or that needs a restart, changes nothing. SIGHUP to the router does the same.")
final class ReloadCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private RouterOption router = new RouterOption();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Where the token is that orders carry, if not where the configuration says. With --router no"
                    + " configuration is needed here.")
    private @Nullable Path tokenFile;

    @Override
    public Integer call() {
        Address address = router.address();
        RouterClient client = address != null && tokenFile != null
                ? RouterClient.of(address, tokenFile)
                : RouterClient.of(config.read(), address).withToken(tokenFile);
        PrintWriter out = spec.commandLine().getOut();
        out.println(client.reload());
        out.flush();
        return ExitStatus.OK;
    }
}

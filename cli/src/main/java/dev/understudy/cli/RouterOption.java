package dev.understudy.cli;

import dev.understudy.events.Address;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --router}: which one is asked. */
final class RouterOption {

    @Option(
            names = "--router",
            paramLabel = "HOST:PORT",
            description =
                    "Where the router answers, if not where the configuration says: each router has its own list.")
    private @Nullable String router;

    /**
     * @return null for the configuration's
     * @throws CommandFailure where it is no address
     */
    @Nullable
    Address address() {
        if (router == null) {
            return null;
        }
        try {
            return Address.parse(router);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitStatus.USAGE, "--router: " + e.getMessage());
        }
    }
}

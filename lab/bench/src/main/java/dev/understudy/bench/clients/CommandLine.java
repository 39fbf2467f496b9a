package dev.understudy.bench.clients;

import dev.understudy.stage.PrivateFiles;
import dev.understudy.stage.ServerBinaries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The engine's own client program, {@code mysql} or {@code mariadb}. */
final class CommandLine {

    private final List<String> program;
    private final Path options;

    private CommandLine(List<String> program, Path options) {
        this.program = program;
        this.options = options;
    }

    /**
     * @throws IllegalStateException where the engine comes without one
     */
    static CommandLine of(ServerBinaries binaries, Door door) throws IOException {
        List<String> program = binaries.client()
                .orElseThrow(() -> new IllegalStateException(
                        "no command-line client lies beside the server, and none is on the PATH: install "
                                + binaries.engine() + "'s"));
        Path options = door.folder().resolve("client.cnf");
        // Without TLS, as the other clients, and the router reads along.
        String plain = binaries.engine().equals("mysql") ? "ssl-mode=DISABLED\nget-server-public-key\n" : "skip-ssl\n";
        PrivateFiles.write(
                options,
                "[client]\nprotocol=TCP\nhost=" + door.router().host() + "\nport="
                        + door.router().port() + "\nuser=" + door.user() + "\npassword=" + door.password() + "\n"
                        + plain);
        return new CommandLine(program, options);
    }

    /** Starts it; errors come with what it prints. */
    Process start(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(program);
        command.add("--defaults-file=" + options);
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}

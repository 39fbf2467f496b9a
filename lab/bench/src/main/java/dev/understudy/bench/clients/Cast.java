package dev.understudy.bench.clients;

import dev.understudy.stage.ServerBinaries;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** Which clients are at work in a round. */
enum Cast {
    JDBC_STAY,
    JDBC_RETURN,
    /** Both ways of the command line. */
    CLI,
    SYSBENCH;

    private static final int PROGRAMS = 4;

    /** In options: {@code jdbc-stay}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * @throws IllegalArgumentException where there is none of that word
     */
    static Cast of(String word) {
        return Arrays.stream(values())
                .filter(cast -> cast.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no clients '" + word + "': jdbc-stay, jdbc-return, cli or sysbench"));
    }

    /**
     * Lets them begin.
     *
     * @param jdbc how many there are of Connector/J
     * @param time how long those work that cannot be told to stop
     */
    Crowd start(ServerBinaries binaries, Door door, int jdbc, Duration time) throws IOException {
        return switch (this) {
            case JDBC_STAY -> new JdbcClients(door, jdbc, false);
            case JDBC_RETURN -> new JdbcClients(door, jdbc, true);
            case CLI -> new CommandLineClients(CommandLine.of(binaries, door), door, PROGRAMS);
            case SYSBENCH -> new SysbenchClients(door, time);
        };
    }
}

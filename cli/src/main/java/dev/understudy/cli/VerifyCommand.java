package dev.understudy.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.understudy.cli.verify.Roles;
import dev.understudy.cli.verify.VerifyTable;
import dev.understudy.engine.Engine;
import dev.understudy.recovery.verify.Progress;
import dev.understudy.recovery.verify.Report;
import dev.understudy.recovery.verify.Side;
import dev.understudy.recovery.verify.Subject;
import dev.understudy.recovery.verify.Verification;
import dev.understudy.recovery.verify.VerifyFailure;
import dev.understudy.recovery.verify.VerifyOptions;
import dev.understudy.recovery.verify.digest.Pace;
import dev.understudy.runtime.config.ClusterConfig;
import dev.understudy.runtime.config.Durations;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares a standby with its primary while both work. */
@Command(
        name = "verify",
        description =
                "Compares a standby with its primary, row by row, while both work. Nothing is written to the standby;"
                        + " on the primary at most one row of understudy.canary.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:identical",
            "1:the comparison failed",
            "2:the command line or the configuration cannot be used",
            "6:different; the rows and objects are named",
            "7:nothing differs as far as is known, and something could not be decided"
        })
final class VerifyCommand implements Callable<Integer> {

    private static final long TELL_EVERY_NANOS = 3_000_000_000L;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    @Option(
            names = "--primary",
            paramLabel = "NODE",
            description = "The writer; the one that is not read-only if not given.")
    private @Nullable String primary;

    @Option(names = "--standby", paramLabel = "NODE", description = "The standby; the only other node if not given.")
    private @Nullable String standby;

    @Option(
            names = "--table",
            paramLabel = "SCHEMA.TABLE",
            description = "Only this table; may be given several times.")
    private List<String> tables = List.of();

    @Option(names = "--rate", paramLabel = "ROWS", description = "At most so many rows a second (default: no limit).")
    private long rate;

    @Option(
            names = "--patience",
            defaultValue = "10s",
            paramLabel = "TIME",
            description = "How long the standby may take to a common cut (default: ${DEFAULT-VALUE}).")
    private String patience = "10s";

    @Option(names = "--output", defaultValue = "table", description = "table or json (default: ${DEFAULT-VALUE}).")
    private Output output = Output.TABLE;

    @Override
    public Integer call() throws InterruptedException, JsonProcessingException {
        ClusterConfig known = cluster.config();
        VerifyOptions options = options(known);
        Engine engine = Engine.named(known.engine());
        Map<String, Side> sides = new LinkedHashMap<>();
        known.nodes()
                .forEach((name, node) -> sides.put(
                        name,
                        Side.over(engine, name, node.address(), known.accounts().recovery())));
        Roles roles = Roles.choose(readOnly(engine, sides), known.nodes().keySet(), primary, standby);
        Subject subject =
                new Subject(cluster.name(), engine, side(sides, roles.primary()), side(sides, roles.standby()));
        Report report = run(new Verification(subject, options, Clock.systemUTC()));
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                output == Output.JSON
                        ? new ObjectMapper()
                                .enable(SerializationFeature.INDENT_OUTPUT)
                                .writeValueAsString(report.shown())
                        : VerifyTable.of(report));
        out.flush();
        return switch (report.verdict()) {
            case IDENTICAL -> ExitStatus.OK;
            case DIFFERENT -> ExitStatus.DIFFERENT;
            case UNDECIDED -> ExitStatus.UNDECIDED;
        };
    }

    private VerifyOptions options(ClusterConfig known) {
        try {
            ClusterConfig.Accounts accounts = known.accounts();
            return new VerifyOptions(
                    Set.copyOf(tables),
                    new Pace(rate),
                    Durations.parse(patience),
                    Set.of(
                            accounts.recovery().user(),
                            accounts.agent().user(),
                            accounts.fence().user(),
                            accounts.connector().user()));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitStatus.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private Report run(Verification verification) throws InterruptedException {
        try {
            return verification.run(progress(), () -> true);
        } catch (VerifyFailure e) {
            throw new CommandFailure(ExitStatus.FAILED, String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            throw new CommandFailure(
                    ExitStatus.FAILED, "a server does not answer any more: " + firstLine(e) + "; run it again");
        }
    }

    /** Which of the nodes that answer refuse writes. Only where that is needed to tell them apart. */
    private Map<String, Boolean> readOnly(Engine engine, Map<String, Side> sides) {
        Map<String, Boolean> readOnly = new LinkedHashMap<>();
        sides.forEach((name, side) -> {
            try (Connection connection = side.opening().open()) {
                readOnly.put(name, engine.readOnly(connection));
            } catch (SQLException e) {
                spec.commandLine().getErr().println("understudy: " + name + " does not answer: " + firstLine(e));
            }
        });
        return readOnly;
    }

    private Consumer<Progress> progress() {
        PrintWriter err = spec.commandLine().getErr();
        long[] told = {System.nanoTime()};
        return progress -> {
            if (System.nanoTime() - told[0] > TELL_EVERY_NANOS) {
                told[0] = System.nanoTime();
                err.println(String.format(
                        Locale.ROOT,
                        "%s: %d chunks; %d rows in all, %.0f rows/s",
                        progress.table(),
                        progress.chunks(),
                        progress.rows(),
                        progress.rowsPerSecond()));
                err.flush();
            }
        };
    }

    private static Side side(Map<String, Side> sides, String name) {
        Side side = sides.get(name);
        if (side == null) {
            throw new IllegalStateException("no node " + name);
        }
        return side;
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}

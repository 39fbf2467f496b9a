package dev.understudy.bench.clients;

import dev.understudy.bench.BenchFolder;
import dev.understudy.bench.BenchReport;
import dev.understudy.bench.Binaries;
import dev.understudy.bench.Machine;
import dev.understudy.bench.Programs;
import dev.understudy.cli.drill.Theatre;
import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.runtime.config.ClusterConfig.Durability;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code run clients}: Connector/J, the command line and sysbench through each fault, on one running system. */
@Command(
        name = "clients",
        description = "What MySQL clients of three kinds see of a kill, a hang, a switch-over and a router's restart.")
public final class ClientsBench implements Callable<Integer> {

    @Option(names = "--engine", defaultValue = "mysql", description = "mysql or mariadb (default: ${DEFAULT-VALUE}).")
    private String engine = "mysql";

    @Option(names = "--report", required = true, paramLabel = "FILE", description = "Where the JSON goes.")
    private Path report = Path.of("clients.json");

    @Option(
            names = "--faults",
            split = ",",
            paramLabel = "FAULT",
            converter = TroubleWord.class,
            description = "kill, hang, switchover, router (default: all).")
    private Set<Trouble> faults = EnumSet.allOf(Trouble.class);

    @Option(
            names = "--kinds",
            split = ",",
            paramLabel = "KIND",
            converter = CastWord.class,
            description = "jdbc-stay, jdbc-return, cli, sysbench (default: all).")
    private Set<Cast> kinds = EnumSet.allOf(Cast.class);

    @Option(names = "--rounds", defaultValue = "1", description = "Rounds of each (default: ${DEFAULT-VALUE}).")
    private int rounds = 1;

    @Option(
            names = "--clients",
            defaultValue = "64",
            description = "How many of Connector/J there are (default: ${DEFAULT-VALUE}).")
    private int clients = 64;

    private final Rounds found = new Rounds();

    @Override
    public Integer call() throws Exception {
        if (kinds.contains(Cast.SYSBENCH)) {
            Programs.require("sysbench", "sysbench");
        }
        BenchFolder.run("clients", this::play);
        BenchReport result =
                new BenchReport("clients", engine, Machine.describe(), rounds, found.figures(), found.goals());
        result.write(report);
        System.out.println(result.table());
        return found.allThere() ? 0 : 1;
    }

    private void play(Stage stage) throws Exception {
        ServerBinaries binaries = Binaries.of(engine, stage);
        OrderSystem system =
                OrderSystem.start(stage, binaries, OrderSystem.NODES, Durability.ZERO_LOSS, System.out::println);
        Path folder = Files.createDirectories(system.folder().resolve("clients"));
        Door door = new Door(
                engine,
                system.writePort(),
                system.applicationUser(),
                system.applicationPassword(),
                new AtomicLong(1),
                folder);
        try (Theatre theatre = new Theatre(system)) {
            theatre.awaitStandbys();
            theatre.write(List.of(Door.TABLE));
            if (kinds.contains(Cast.SYSBENCH)) {
                SysbenchClients.prepare(theatre.primary(), stage.folder().log("sysbench-prepare"));
            }
            Round round = new Round(theatre, binaries, door, clients);
            for (int number = 1; number <= rounds; number++) {
                for (Cast cast : kinds) {
                    for (Trouble fault : faults) {
                        System.out.printf("round %d, %s, %s%n", number, fault.word(), cast.word());
                        round.play(fault, cast, found);
                    }
                }
            }
        }
    }

    /** For {@code --faults}. */
    static final class TroubleWord implements ITypeConverter<Trouble> {
        @Override
        public Trouble convert(String word) {
            try {
                return Trouble.of(word);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** For {@code --kinds}. */
    static final class CastWord implements ITypeConverter<Cast> {
        @Override
        public Cast convert(String word) {
            try {
                return Cast.of(word);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}

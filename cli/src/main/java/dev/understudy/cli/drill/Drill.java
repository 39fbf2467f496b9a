package dev.understudy.cli.drill;

import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.cli.quickstart.RouterStats;
import dev.understudy.engine.Engine;
import dev.understudy.engine.TransactionSet;
import dev.understudy.orders.bank.BankAudit;
import dev.understudy.orders.bank.BankLoad;
import dev.understudy.orders.bank.BankLog;
import dev.understudy.orders.bank.BankLog.Outcome;
import dev.understudy.orders.bank.BankSchema;
import dev.understudy.orders.verify.TableComparison;
import dev.understudy.runtime.config.ClusterConfig.Durability;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import dev.understudy.stage.StageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Plays rounds on one running system of three nodes. Each begins with a primary and two standbys that could take its place, and ends so.
 */
public final class Drill implements AutoCloseable {

    private static final int CUSTOMERS = 8;
    private static final int PER_SECOND = 40;
    private static final Duration AFTERWARDS = Duration.ofMillis(800);
    private static final Duration SETTLE = Duration.ofSeconds(90);
    /** How long an isolated primary and its keeper have for each other. */
    private static final Duration AWAKE = Duration.ofSeconds(1);
    /** Rounds whose tables stay, and are looked at again. */
    private static final int KEPT = 3;

    private final Durability durability;
    private final Theatre theatre;
    private final Stagehand stagehand;
    private final AtomicLong ids = new AtomicLong(1);
    private final List<BankLog> kept = new ArrayList<>();
    /** How many rounds were; each has a table of that number. */
    private int played;

    private Drill(Durability durability, Theatre theatre) {
        this.durability = durability;
        this.theatre = theatre;
        this.stagehand = new Stagehand(theatre);
    }

    /**
     * Starts the system.
     *
     * @param progress is told what is being done, one line at a time
     * @throws StageException where a part does not come up
     */
    public static Drill begin(Stage stage, ServerBinaries binaries, Durability durability, Consumer<String> progress)
            throws InterruptedException, SQLException {
        List<String> nodes = List.of(OrderSystem.PRIMARY, OrderSystem.STANDBY, OrderSystem.THIRD);
        OrderSystem system = OrderSystem.start(stage, binaries, nodes, durability, progress);
        Theatre theatre = new Theatre(system);
        progress.accept("waiting until both standbys follow");
        theatre.awaitStandbys();
        theatre.write(BankSchema.statements());
        return new Drill(durability, theatre);
    }

    /**
     * Plays one round, and looks at every promise.
     *
     * @throws StageException where the system does not come back to where the next round could begin
     */
    public DrillReport.Played play(Round round) throws InterruptedException, SQLException {
        long began = System.nanoTime();
        theatre.awaitStandbys();
        theatre.passOver();
        played++;
        theatre.write(List.of(BankSchema.movements(played)));
        long epoch = theatre.epoch();
        String writer = theatre.writer();
        String origin = theatre.origin(theatre.primary());
        RouterStats before = RouterStats.read(theatre.system().service("router"));

        List<String> dead = new ArrayList<>(List.of(writer));
        BankLoad load = load(round);
        BankLog log;
        try {
            Thread.sleep(round.after().toMillis());
            dead.addAll(stagehand.cause(round, load));
            if (round.trouble().failsOver()) {
                theatre.awaitSuccessor(epoch, dead);
            }
            long enough = load.acknowledged();
            theatre.await("transfers go on", () -> load.acknowledged() > enough + CUSTOMERS);
            Thread.sleep(AFTERWARDS.toMillis());
            log = load.stop(SETTLE);
        } catch (IllegalStateException e) {
            throw new StageException("round " + round.number() + " (" + round.words() + "): " + e.getMessage(), e);
        } finally {
            load.abandon();
        }
        long refused = RouterStats.read(theatre.system().service("router"))
                .minus(before)
                .refused();

        List<String> wrong = new ArrayList<>();
        BankAudit.Result audit = audit(log, wrong);
        if (round.trouble().failsOver()) {
            certified(writer, origin, log, audit.lost(), wrong);
        } else if (theatre.epoch() != epoch || !theatre.writer().equals(writer)) {
            wrong.add("it failed over from " + writer + " to " + theatre.writer() + " without a reason");
        }
        if (refused > 0) {
            wrong.add(refused + " connections were refused");
        }
        if (round.trouble() == Trouble.ISOLATED) {
            isReachedAgain(round, writer, wrong);
        }
        List<String> reseeded = new ArrayList<>();
        for (String node : round.trouble().failsOver() ? dead : List.<String>of()) {
            if (theatre.bringBack(node, round.trouble() == Trouble.VANISH)) {
                reseeded.add(node);
            }
        }
        theatre.awaitStandbys();
        sameHistory(wrong);
        kept.add(log);
        forget();
        return new DrillReport.Played(
                round.number(),
                round.words(),
                round.trouble().toString(),
                theatre.epoch(),
                log.count(Outcome.ACKNOWLEDGED),
                log.count(Outcome.UNKNOWN),
                log.transfers().stream()
                        .filter(transfer -> transfer.gtid().isPresent())
                        .count(),
                audit.lost(),
                audit.duplicated(),
                refused,
                Math.round(log.longestGapMillis()),
                reseeded,
                Duration.ofNanos(System.nanoTime() - began).toSeconds(),
                wrong);
    }

    private BankLoad load(Round round) {
        OrderSystem system = theatre.system();
        return BankLoad.start(new BankLoad.Options(
                system.engine().name(),
                system.writePort(),
                system.applicationUser(),
                system.applicationPassword(),
                played,
                CUSTOMERS,
                PER_SECOND,
                ids,
                round.seed()));
    }

    /**
     * Lets an isolated primary and keeper go on where they stood: whatever they still have for each other, the journal is sealed, and nothing
     * more of it comes to be.
     */
    private void isReachedAgain(Round round, String node, List<String> wrong)
            throws InterruptedException, SQLException {
        stagehand.keeper(round).resume();
        DatabaseServer old = theatre.system().database(node);
        old.resume();
        Thread.sleep(AWAKE.toMillis());
        Engine engine = theatre.system().engine();
        // MariaDB's set has those in it that still wait: it does not tell what returned.
        if (engine.name().equals("mysql")) {
            TransactionSet stored = engine.transactions(
                    String.valueOf(theatre.certificate(node).details().getOrDefault("journalEnd", "")));
            try (Connection connection = old.connect()) {
                TransactionSet returned = engine.executed(connection);
                if (!stored.containsAll(returned)) {
                    wrong.add("commits returned on " + node + " that the sealed journal does not hold: "
                            + returned.minus(stored).text());
                }
            }
        }
        theatre.system().service("agent-" + node).start();
    }

    /** Everything that was acknowledged in this round and the few before it is on the primary, once. */
    private BankAudit.Result audit(BankLog log, List<String> wrong) throws SQLException {
        try (Connection primary = theatre.primary().connect()) {
            for (BankLog earlier : kept) {
                BankAudit.audit(earlier, primary).wrong().stream()
                        .map(what -> "of round " + earlier.round() + ", later: " + what)
                        .forEach(wrong::add);
            }
            BankAudit.Result result = BankAudit.audit(log, primary);
            wrong.addAll(result.wrong());
            return result;
        }
    }

    private void certified(String writer, String origin, BankLog log, long lost, List<String> wrong)
            throws SQLException {
        var certificate = theatre.certificate(writer).details();
        TransactionSet holds;
        try (Connection primary = theatre.primary().connect()) {
            holds = theatre.system().engine().executed(primary);
        }
        wrong.addAll(CertificateCheck.wrong(theatre.system().engine(), certificate, origin, holds, log, lost));
        if (durability == Durability.ZERO_LOSS && !"".equals(certificate.get("lost"))) {
            wrong.add("the certificate does not say that nothing is lost: lost " + certificate.get("lost")
                    + ", unknown " + certificate.get("unknown"));
        }
    }

    private void sameHistory(List<String> wrong) throws SQLException, InterruptedException {
        try (Connection primary = theatre.primary().connect()) {
            for (String node : theatre.standbys()) {
                theatre.awaitCaughtUp(node, primary);
                try (Connection standby = theatre.system().database(node).connect()) {
                    TableComparison.compare(primary, standby).differences().stream()
                            .map(difference -> node + " differs: " + difference)
                            .forEach(wrong::add);
                }
            }
        }
    }

    private void forget() throws SQLException {
        while (kept.size() > KEPT) {
            theatre.write(List.of(BankSchema.forget(kept.remove(0).round())));
        }
    }

    @Override
    public void close() {
        theatre.close();
    }
}

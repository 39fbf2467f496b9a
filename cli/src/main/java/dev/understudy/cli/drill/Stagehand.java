package dev.understudy.cli.drill;

import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.orders.bank.BankLoad;
import dev.understudy.recovery.plan.Step;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.ServiceChild;
import java.time.Duration;
import java.util.List;

/** Lets the trouble of a round happen. Used by one thread. */
final class Stagehand {

    private static final Duration LARGE_WITHIN = Duration.ofSeconds(5);
    /** How long something beside the databases stays dead; shorter than a verdict takes for both keepers. */
    private static final Duration DEAD = Duration.ofSeconds(1);

    private final Theatre theatre;

    Stagehand(Theatre theatre) {
        this.theatre = theatre;
    }

    /**
     * Does what the round says, and returns when what was to be started again is up.
     *
     * @param load whose large transaction it may have to wait for
     * @return the nodes that stay dead, those beside the primary
     */
    List<String> cause(Round round, BankLoad load) throws InterruptedException {
        OrderSystem system = theatre.system();
        DatabaseServer primary = theatre.primary();
        if (round.connectBehind().isPresent()) {
            system.connect().kill();
            Thread.sleep(round.connectBehind().get().toMillis());
        }
        if (round.insideLarge()) {
            long end = System.nanoTime() + LARGE_WITHIN.toNanos();
            while (!load.insideLarge() && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }
        List<String> lost = List.of();
        switch (round.trouble()) {
            case KILL -> primary.kill();
            case HANG -> primary.pause();
            case VANISH -> {
                system.service("agent-" + primary.name()).kill();
                primary.vanish();
            }
            case RECOVERY_KILLED -> {
                primary.kill();
                theatre.awaitStep(round.step().recorded());
                system.service("recovery").kill();
                system.service("recovery").start();
            }
            case SUCCESSOR_KILLED -> {
                primary.kill();
                killSuccessor(round).start();
            }
            case SUCCESSOR_LOST -> {
                primary.kill();
                lost = List.of(killSuccessor(round).name());
            }
            case ISOLATED -> {
                system.service("agent-" + primary.name()).kill();
                keeper(round).pause();
                primary.pause();
            }
            case KEEPER_KILLED -> killKeepers(round);
            case CONNECT_KILLED -> {
                system.connect().kill();
                Thread.sleep(DEAD.toMillis());
                system.connect().start();
            }
            case BROKER_RESTARTED -> {
                system.kafka().kill();
                system.kafka().start();
            }
        }
        if (round.connectBehind().isPresent()) {
            system.connect().start();
        }
        return lost;
    }

    private DatabaseServer killSuccessor(Round round) {
        Object candidate =
                theatre.awaitStep(Step.BURN_EPOCH.recorded()).details().get("candidate");
        theatre.awaitStep(round.step().recorded());
        DatabaseServer successor = theatre.system().database(String.valueOf(candidate));
        successor.kill();
        return successor;
    }

    private void killKeepers(Round round) throws InterruptedException {
        List<ServiceChild> keepers = theatre.system().keepers();
        List<ServiceChild> dying = round.bothKeepers() ? keepers : List.of(keeper(round));
        dying.forEach(ServiceChild::kill);
        Thread.sleep(DEAD.toMillis());
        dying.forEach(ServiceChild::start);
    }

    /** The keeper that is drawn where one is enough. */
    ServiceChild keeper(Round round) {
        List<ServiceChild> keepers = theatre.system().keepers();
        return keepers.get(Math.floorMod(round.seed(), keepers.size()));
    }
}

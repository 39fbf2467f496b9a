package dev.understudy.scenarios.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Decoded;
import dev.understudy.events.Epoch;
import dev.understudy.events.KeeperStopped;
import dev.understudy.events.LeaseRecord;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.Topics;
import dev.understudy.recovery.journal.JournalEnding;
import dev.understudy.recovery.journal.Journals;
import dev.understudy.recovery.journal.UnreadableJournal;
import dev.understudy.recovery.owner.OwnerLog;
import dev.understudy.scenarios.EndsAtFirstFailure;
import dev.understudy.stage.ServerBinaries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** A primary whose commits wait for a keeper, a broker and the keeper's lease; one system for all tests, in their order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(EndsAtFirstFailure.class)
abstract class CommitsWaitForTheJournal {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private JournalStage system;

    abstract ServerBinaries binaries();

    @BeforeAll
    void open() throws Exception {
        Path folder = Path.of("target", "runs", getClass().getSimpleName() + "-" + System.currentTimeMillis());
        system = new JournalStage(folder, binaries());
        system.reigns(1);
    }

    @AfterAll
    void close() {
        if (system != null) {
            system.close();
        }
    }

    @Test
    @Order(1)
    void a_commit_waits_until_there_is_a_keeper() throws Exception {
        Commit first = Commit.of(system.primary, "CREATE DATABASE shop");
        until("a commit waits", () -> system.waiting() == 1);
        first.hasNotReturned();
        system.keeperA.start();
        first.returns();
        Commit.of(
                        system.primary,
                        "CREATE TABLE shop.item (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(60), b LONGBLOB)",
                        "CREATE TABLE shop.many (id INT NOT NULL PRIMARY KEY, pad VARCHAR(100))")
                .returns();
    }

    @Test
    @Order(2)
    void what_has_returned_is_in_the_journal_byte_for_byte() throws Exception {
        List<Commit> clients = new ArrayList<>();
        for (int client = 0; client < 4; client++) {
            String[] inserts = new String[50];
            for (int i = 0; i < inserts.length; i++) {
                inserts[i] = "INSERT INTO shop.item (name) VALUES ('client " + client + " item " + i + "')";
            }
            clients.add(Commit.of(system.primary, inserts));
        }
        for (Commit client : clients) {
            client.returns();
        }
        if (binaries().engine().equals("mysql")) {
            Commit.of(
                            system.primary,
                            "SET SESSION gtid_next = 'AUTOMATIC:night_shift'",
                            "INSERT INTO shop.item (name) VALUES ('tagged')")
                    .returns();
        }
        Commit.of(system.primary, "ALTER TABLE shop.item ADD COLUMN stock INT", "FLUSH BINARY LOGS")
                .returns();
        assertStoredAsOnDisk();
    }

    @Test
    @Order(3)
    void a_keeper_that_lives_need_not_be_waited_for() throws Exception {
        TransactionSet all = system.executed();
        // A commit to Kafka returns before a reader sees it: who looks for the seal too early waits for it.
        CompletableFuture<Journals.Sealed> early = CompletableFuture.supplyAsync(() -> readSealed(Epoch.of(1), all));
        assertThat(early).isNotDone();
        assertThat(ended(Epoch.of(1))).isEqualTo("every keeper has stopped");
        assertThat(early.get().transactions()).isEmpty();
        assertThatThrownBy(() -> system.sealed(Epoch.of(2), all, Duration.ofSeconds(2)))
                .isInstanceOf(UnreadableJournal.class)
                .hasMessageContaining("is not sealed");
        system.reigns(2);
        insert("goes on").returns();
    }

    @Test
    @Order(4)
    void a_large_transaction_and_an_event_above_the_topics_limit_are_stored_in_parts() throws Exception {
        long before = transactions();
        Commit.of(system.primary, "INSERT INTO shop.item (b) VALUES (REPEAT(UNHEX('00FF7F'), 2000000))")
                .returns();
        Commit.of(
                        system.primary,
                        binaries().engine().equals("mysql")
                                ? "SET SESSION cte_max_recursion_depth = 1000000"
                                : "SET SESSION max_recursive_iterations = 1000000",
                        "INSERT INTO shop.many WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s"
                                + " WHERE n < 100000) SELECT n, REPEAT('x', 90) FROM s")
                .returns();
        assertThat(transactions()).isEqualTo(before + 2);
        StoredJournal journal = assertStoredAsOnDisk();
        assertThat(journal.parts().values().stream().filter(parts -> parts > 20))
                .hasSize(2);
    }

    @Test
    @Order(5)
    void commits_wait_while_the_broker_is_away_which_is_said_and_return_once_when_it_is_back() throws Exception {
        system.kafka.kill();
        List<Commit> commits = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            commits.add(insert("without a broker"));
        }
        // Of a group of commits MariaDB counts the first.
        until("they wait", () -> system.waiting() > 0);
        String said = "Kafka has confirmed nothing since ";
        until("the keeper says so", () -> system.health().contains("wait kafka: " + said));
        assertThat(system.health()).contains("commits wait until it does");
        for (Commit commit : commits) {
            commit.hasNotReturned();
        }
        system.kafka.start();
        for (Commit commit : commits) {
            commit.returns();
        }
        until("the keeper is well again", () -> system.health().contains("ok   kafka: "));
        assertThat(system.waiting()).isZero();
        assertThat(count("SELECT COUNT(*) FROM shop.item WHERE name = 'without a broker'"))
                .isEqualTo(3);
        assertThat(Files.readAllLines(system.stage.folder().log("keeper-a")).stream()
                        .filter(line -> line.contains(said)))
                .as("its log says it in one line")
                .hasSize(1);
        assertStoredAsOnDisk();
    }

    @Test
    @Order(6)
    void a_commit_waits_while_the_only_keeper_is_dead_and_returns_when_it_is_back() throws Exception {
        system.keeperA.kill();
        Commit commit = insert("without a keeper");
        until("a commit waits", () -> system.waiting() == 1);
        commit.hasNotReturned();
        system.keeperA.start();
        commit.returns();
        assertStoredAsOnDisk();
    }

    @Test
    @Order(7)
    void of_two_keepers_either_may_be_killed_under_load() throws Exception {
        system.keeperB.start();
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger returned = new AtomicInteger();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            clients.add(load(stop, returned));
        }
        until("the load flows", () -> returned.get() > 100);
        system.keeperA.kill();
        int alone = returned.get();
        until("it flows with the second alone", () -> returned.get() > alone + 100);
        system.keeperA.start();
        system.keeperB.kill();
        int other = returned.get();
        until("it flows with the first alone", () -> returned.get() > other + 100);
        stop.set(true);
        for (Thread client : clients) {
            client.join();
        }
        assertThat(count("SELECT COUNT(*) FROM shop.item WHERE name = 'load'")).isEqualTo(returned.get());
        StoredJournal journal = assertStoredAsOnDisk();
        assertThat(journal.repeated()).as("both wrote").isPositive();
    }

    @Test
    @Order(8)
    void what_is_sealed_while_a_keeper_is_frozen_is_all_that_was_acknowledged() throws Exception {
        TransactionSet before = system.executed();
        insert("kept").returns();
        Commit.of(system.primary, "UPDATE shop.many SET pad = REPEAT('y', 90) WHERE id < 20000")
                .returns();
        TransactionSet acknowledged = system.executed();
        system.keeperA.pause();
        Commit late = insert("late");
        until("a commit waits", () -> system.waiting() == 1);
        assertThat(ended(Epoch.of(2))).startsWith("the longest lease has run out; not heard of: keeper-");
        system.keeperA.resume();
        until("the keeper has read the close", () -> hasStopped(Epoch.of(2)));
        late.hasNotReturned();
        assertThat(system.waiting()).isEqualTo(1);

        Journals.Sealed sealed = system.sealed(Epoch.of(2), before);
        assertThat(sealed.all()).isEqualTo(acknowledged);
        Map<String, byte[]> disk = BinlogOnDisk.transactions(system.primary);
        assertThat(sealed.transactions())
                .hasSize(2)
                .allSatisfy(transaction -> assertThat(Events.joined(transaction))
                        .isEqualTo(Events.behindTheFirst(Objects.requireNonNull(disk.get(transaction.gtid())))));

        system.reigns(3);
        late.returns();
        assertThat(stored("late")).as("stored in the next epoch").isTrue();
        assertStoredAsOnDisk();
    }

    @Test
    @Order(9)
    void a_journal_that_is_damaged_or_cut_short_is_refused_and_named() throws Exception {
        ended(Epoch.of(3));
        system.reigns(4);
        insert("well").returns();
        TransactionSet before = system.executed();
        insert("flipped on disk").returns();
        TransactionSet all = system.executed();
        ended(Epoch.of(4));
        assertThat(readSealed(Epoch.of(4), before).all()).isEqualTo(all);

        JournalDamage damage = new JournalDamage(system);
        damage.flip("flipped on disk");
        assertUnreadable(before, "the journal is damaged at offset ");
        damage.flip("flipped on disk");
        assertThat(readSealed(Epoch.of(4), before).all()).isEqualTo(all);

        damage.cutBefore("flipped on disk");
        assertUnreadable(before, "does not reach back to " + before.text());

        system.reigns(5);
        insert("before what nobody can read").returns();
        damage.write("not a record of ours");
        insert("behind what nobody can read").returns();
        ended(Epoch.of(5));
        assertThatThrownBy(() -> system.sealed(Epoch.of(5), all))
                .isInstanceOf(UnreadableJournal.class)
                .hasMessageMatching("the record at offset \\d+ of the journal cannot be read: not JSON");
    }

    @Test
    @Order(10)
    void a_replica_that_acknowledges_beside_the_keeper_is_named_by_it_and_by_the_pre_flight() throws Exception {
        system.reigns(6);
        insert("nobody but the keeper").returns();
        until("the keeper is well", () -> system.health().contains("every commit waits\n"));
        assertThat(system.preflight()).as("nobody but the keeper").isEmpty();
        Stranger stranger = Stranger.of(system);
        until("the keeper names it", () -> system.health().contains("acknowledges and is no keeper: keeper@"));
        assertThat(system.preflight()).containsExactly("other-acknowledger");

        system.keeperA.kill();
        insert("the stranger alone has it").returns();
        system.keeperA.start();
        stranger.stop();
        // A primary notices that it has gone when it sends the next.
        until(
                "the stranger has gone",
                () -> returns("the keeper alone again") && preflight().isEmpty());
        until("the keeper is well again", () -> system.health().contains("every commit waits\n"));
    }

    @Test
    @Order(11)
    void a_primary_that_falls_back_is_told_by_its_keeper_and_by_the_pre_flight() throws Exception {
        insert("once more").returns();
        assertThat(system.preflight()).as("as its own configuration has it").isEmpty();
        system.keeperA.kill();
        String word = binlogWord();
        Commit.of(system.primary, "SET GLOBAL rpl_semi_sync_" + word + "_timeout = 100")
                .returns();
        insert("nobody has it").returns();
        assertThat(system.preflight())
                .contains("semi-sync-fell-back", "semi-sync")
                .doesNotContain("semi-sync-at-start");
        system.keeperA.startWithoutWaiting();
        until("the keeper tells", () -> system.health().contains("1 commits have returned without an acknowledgement"));
    }

    private boolean returns(String name) {
        try {
            insert(name).returns();
            return true;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> preflight() {
        try {
            return system.preflight();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertUnreadable(TransactionSet before, String message) {
        assertThatThrownBy(() -> system.sealed(Epoch.of(4), before))
                .isInstanceOf(UnreadableJournal.class)
                .hasMessageContaining(message);
    }

    /** Ends an epoch's journal as recovery does; how it came about. */
    private String ended(Epoch epoch) {
        try (OwnerLog owner = system.owner();
                JournalEnding ending = new JournalEnding(owner, system.client(), JournalStage.CLUSTER)) {
            return ending.end(epoch, "test", () -> true).how();
        }
    }

    private Journals.Sealed readSealed(Epoch epoch, TransactionSet after) {
        try {
            return system.sealed(epoch, after);
        } catch (UnreadableJournal e) {
            throw new IllegalStateException(e);
        }
    }

    private String binlogWord() {
        return binaries().engine().equals("mysql") ? "source" : "master";
    }

    private Commit insert(String name) {
        return Commit.of(system.primary, "INSERT INTO shop.item (name) VALUES ('" + name + "')");
    }

    private Thread load(AtomicBoolean stop, AtomicInteger returned) {
        Thread thread = new Thread(
                () -> {
                    try (Connection connection = system.primary.connect();
                            Statement statement = connection.createStatement()) {
                        while (!stop.get()) {
                            statement.execute("INSERT INTO shop.item (name) VALUES ('load')");
                            returned.incrementAndGet();
                        }
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                },
                "load");
        thread.start();
        return thread;
    }

    /** Every transaction that the server has in its binlog, and whose commit has returned, is stored as it stands there. */
    private StoredJournal assertStoredAsOnDisk() throws Exception {
        Map<String, byte[]> disk = BinlogOnDisk.transactions(system.primary);
        StoredJournal journal = StoredJournal.read(system.client(), JournalStage.CLUSTER);
        Set<String> missing = new TreeSet<>(disk.keySet());
        missing.removeAll(journal.transactions().keySet());
        assertThat(missing).as("in the binlog and not in the journal").isEmpty();
        disk.forEach((gtid, events) ->
                assertThat(journal.transactions().get(gtid)).as(gtid).isEqualTo(events));
        return journal;
    }

    private boolean stored(String text) {
        return StoredJournal.read(system.client(), JournalStage.CLUSTER).transactions().values().stream()
                .anyMatch(events -> new String(events, ISO_8859_1).contains(text));
    }

    private long transactions() throws Exception {
        return BinlogOnDisk.transactions(system.primary).size();
    }

    private boolean hasStopped(Epoch epoch) {
        TopicPartition leases = new TopicPartition(Topics.LEASES, 0);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(system.client(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(leases));
            consumer.seekToBeginning(List.of(leases));
            long end = consumer.endOffsets(List.of(leases)).getOrDefault(leases, 0L);
            while (consumer.position(leases) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (RecordCodec.LEASES.decode(record.value()) instanceof Decoded.Value<LeaseRecord> read
                            && read.value() instanceof KeeperStopped stopped
                            && stopped.epoch().equals(epoch)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    private long count(String query) throws SQLException {
        try (Connection connection = system.primary.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void until(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("after " + PATIENCE.toSeconds() + " s it is still not so that " + what);
            }
            Thread.sleep(20);
        }
    }
}

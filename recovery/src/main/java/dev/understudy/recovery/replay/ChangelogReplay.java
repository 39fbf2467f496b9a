package dev.understudy.recovery.replay;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Epoch;
import dev.understudy.events.Topics;
import dev.understudy.recovery.changelog.Assembler;
import dev.understudy.recovery.changelog.LogEntry;
import dev.understudy.recovery.changelog.LogParser;
import dev.understudy.recovery.changelog.Outcome;
import dev.understudy.recovery.log.LogConsumer;
import dev.understudy.recovery.log.LogIdentity;
import dev.understudy.recovery.log.Marks;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Replay} from Kafka into a server. The position comes from the server at each connection, so either side may die. */
public final class ChangelogReplay implements Replay {

    private static final Logger LOG = LoggerFactory.getLogger(ChangelogReplay.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long RETRY_MILLIS = 500;

    /** How long what is under way may take once the end was asked for. */
    private static final long GRACE_MILLIS = 3_000;
    /** How far the log may be read without anything to apply before the position says so. */
    private static final long IDLE_RECORDS = 1_000;

    private final Target target;
    private final TopicPartition log;
    private final LogParser parser = new LogParser();
    private final Standing standing;
    private final Thread thread;
    private final OpenSessions sessions;
    private volatile boolean closed;
    private volatile long recorded;
    private volatile @Nullable KafkaConsumer<byte[], ByteBuffer> polling;
    private long read;

    public ChangelogReplay(Target target) {
        this.sessions = new OpenSessions(target.connector());
        this.target = target.by(sessions);
        this.log = new TopicPartition(Topics.changelog(target.cluster()), 0);
        TransactionSet none = target.engine().transactions("");
        this.standing = new Standing(new Progress(State.STARTING, Epoch.NONE, 0, none, none, "", 0, 0, 0, ""));
        this.thread = new Thread(this::run, "replay-" + target.node());
    }

    /** Begins to follow. */
    public ChangelogReplay start() {
        thread.start();
        return this;
    }

    @Override
    public String node() {
        return target.node();
    }

    @Override
    public Progress progress() {
        return standing.now();
    }

    @Override
    public boolean awaitApplied(long offset, Duration patience) throws InterruptedException {
        return standing.await(offset, patience);
    }

    @Override
    public void close() {
        closed = true;
        KafkaConsumer<byte[], ByteBuffer> consumer = polling;
        if (consumer != null) {
            consumer.wakeup();
        }
        standing.wake();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join(GRACE_MILLIS);
                if (thread.isAlive()) {
                    LOG.info("replay into {} ends within a statement: its sessions are cut", target.node());
                    sessions.cut();
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (standing.now().state() != State.HALTED && standing.now().state() != State.FENCED) {
            standing.stand(State.STOPPED, "");
        }
    }

    private void run() {
        while (!closed) {
            try {
                follow();
            } catch (Halt e) {
                standing.stand(State.HALTED, String.valueOf(e.getMessage()));
                LOG.error("replay into {} halted: {}", target.node(), e.getMessage());
                return;
            } catch (Fenced e) {
                standing.stand(State.FENCED, String.valueOf(e.getMessage()));
                LOG.warn("replay into {} ends: {}", target.node(), e.getMessage());
                return;
            } catch (WakeupException | org.apache.kafka.common.errors.InterruptException e) {
                if (!closed) {
                    throw e;
                }
            } catch (InvalidOffsetException e) {
                standing.stand(
                        State.HALTED,
                        "the changelog no longer holds offset " + standing.now().nextOffset()
                                + ": it expired or was made anew; seed this standby again");
                LOG.error(
                        "replay into {} halted: {}",
                        target.node(),
                        standing.now().reason());
                return;
            } catch (SQLException | KafkaException e) {
                if (!closed) {
                    retry(e);
                }
            }
        }
    }

    private void retry(Exception e) {
        if (standing.now().state() != State.STARTING || standing.now().reason().isEmpty()) {
            LOG.warn("replay into {}: {}; trying again", target.node(), e.getMessage());
        }
        standing.stand(State.STARTING, String.valueOf(e.getMessage()));
        standing.pause(RETRY_MILLIS);
    }

    private void follow() throws SQLException {
        try (Connection connection = target.connector().open()) {
            Ownership.check(connection, target.cluster(), target.node(), target.token());
            // First of all: a MySQL that has just started lets nobody write, not even with the binlog suppressed.
            target.engine().admitReplay(connection);
            StandbySchema.ensure(target.engine(), connection);
            target.engine().setDurability(connection, false);
            Optional<Position> stored = Position.read(connection, target.engine(), target.cluster());
            if (stored.isEmpty()) {
                throw new SQLException("it has no position yet: it must be seeded first");
            }
            Position position = stored.get();
            String id = LogIdentity.of(target.kafka(), log.topic());
            FollowedLog.check(connection, target.cluster(), id, position);
            StandbyEvents.suspend(target.engine(), connection);
            try (Applier applier = Appliers.on(connection, target);
                    Lanes lanes = new Lanes(Appliers.open(target), this::committed);
                    // An offset that is gone is a hole in the history: halt, never jump over it.
                    KafkaConsumer<byte[], ByteBuffer> consumer = LogConsumer.openUncopied(target.kafka(), "none")) {
                new StoredTriggers(applier.connection()).absorb();
                polling = consumer;
                consumer.assign(List.of(log));
                consumer.seek(log, position.nextOffset());
                Assembler assembler = new Assembler(position.applied(), position.epoch(), position.connector());
                standing.seen(Seen.of(assembler));
                recorded = position.nextOffset();
                read = position.nextOffset();
                Dictionary dictionary = new Dictionary(applier.connection(), target.engine());
                Follower follower = new Follower(
                        applier,
                        new Alone(applier, target.engine()),
                        dictionary,
                        lanes,
                        new RangeBuilder(dictionary, position),
                        target.scope());
                standing.reached(position, 0);
                boolean goesOn = !target.scope().isReached(position.applied());
                while (!closed && goesOn) {
                    // What was gathered waits for what is at hand already, and for nothing else.
                    goesOn = take(consumer.poll(follower.gathers() ? Duration.ZERO : POLL), assembler, follower);
                }
                closed = true;
                standing.stand(State.STOPPED, "");
            } finally {
                polling = null;
            }
        }
    }

    /**
     * @return false where the end of its scope is reached: all before it is committed then
     */
    private boolean take(ConsumerRecords<byte[], ByteBuffer> records, Assembler assembler, Follower follower)
            throws SQLException {
        for (ConsumerRecord<byte[], ByteBuffer> record : records) {
            read = record.offset() + 1;
            LogEntry entry = parser.parse(record.value(), Marks.of(record.headers()));
            if (entry instanceof LogEntry.Foreign foreign && assembler.foreignRecords() == 0) {
                LOG.warn("offset {} of {} is passed over: {} (told once)", record.offset(), log, foreign.what());
            }
            for (Outcome outcome : assembler.accept(entry, record.offset())) {
                if (endsBefore(outcome)) {
                    follower.settle();
                    return false;
                }
                if (follower.take(outcome)) {
                    standing.seen(Seen.of(assembler));
                    standing.reached(follower.position(), standing.now().lagMillis());
                }
            }
        }
        standing.seen(Seen.of(assembler));
        if (!records.isEmpty()
                && follower.gathers()
                && !target.scope().isReached(follower.position().applied())) {
            return true;
        }
        follower.flush();
        if (assembler.nothingOpen() && read > follower.position().nextOffset()) {
            // Only in memory until it is much: a restart reads some heartbeats again.
            boolean much = read - recorded > IDLE_RECORDS;
            follower.idle(follower.position().at(read), much);
            recorded = much ? read : recorded;
            standing.reached(follower.position(), 0);
        }
        if (target.scope().isReached(follower.position().applied())) {
            follower.settle();
            return false;
        }
        return true;
    }

    private boolean endsBefore(Outcome outcome) {
        if (outcome instanceof Outcome.Whole whole) {
            return target.scope().endsBefore(whole.transaction().gtid());
        }
        return outcome instanceof Outcome.Part part && target.scope().endsBefore(part.gtid());
    }

    /** Told by the lanes, one range after the other. */
    private void committed(Range range) {
        long lag = range.at() == 0 ? standing.now().lagMillis() : Math.max(0, System.currentTimeMillis() - range.at());
        recorded = range.position().nextOffset();
        standing.reached(range.position(), lag);
    }
}

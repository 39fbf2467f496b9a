package dev.understudy.recovery.server;

import dev.understudy.events.Address;
import dev.understudy.events.Epoch;
import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.owner.Superseded;
import dev.understudy.recovery.replay.Position;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** One server, as the owner of its cluster works on it. Not thread-safe, but for {@link #open}. */
public interface Server extends AutoCloseable {

    /** Something that is done on a server. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    String node();

    Address address();

    /** A fresh connection, on which a statement may take as long as it takes; the caller closes it. */
    Connection open() throws SQLException;

    /** As {@link #open}, and one that takes several statements in one text: rows are sent in large portions. */
    Connection openForReplay() throws SQLException;

    /**
     * Takes the server over: ends the older owner's sessions, raises the term, and ends them again. A session that looked at
     * the row before it was raised is among those that are ended; one that looks later is refused. They are ended once
     * beforehand because an owner that stands still in the middle of a step keeps the row locked.
     *
     * @throws Superseded where a newer owner was here
     */
    void claim() throws SQLException;

    /**
     * Lets the owner's account write to a server that refuses clients. A MySQL that has just started refuses everyone, and
     * locks no row for anyone.
     *
     * @throws Superseded where a newer owner was here
     */
    void admit() throws SQLException;

    /** Reads; nothing is locked. */
    <T> T read(Work<T> work) throws SQLException;

    /**
     * Changes something, as the owner; a server that was not there at the take-over is claimed first.
     *
     * @throws Superseded where a newer owner was here
     */
    <T> T asOwner(Work<T> work) throws SQLException;

    /**
     * Changes something, as the owner, that no transaction can hold; it has to be idempotent. The row is not locked
     * meanwhile: a newer owner's claim ends this session in the middle of it.
     *
     * @throws Superseded where a newer owner was here
     */
    void asOwnerOutsideTransaction(Work<?> work) throws SQLException;

    /**
     * Commits a row without meaning, the canary's, which its binlog holds, and waits until that commit returns: where commits wait for the
     * journal, it then has a keeper. Repeatable: a commit that still waits is waited for again.
     *
     * @param epoch what the row says
     * @return what stands in the way, for a person; empty where the commit has returned, and was acknowledged
     * @throws Superseded where a newer owner was here
     */
    String awaitAcknowledged(Epoch epoch, Duration patience) throws SQLException, InterruptedException;

    /** Raises the server's epoch row; a lower epoch than the row's is refused. */
    void raiseEpoch(Connection connection, Epoch epoch, String writer) throws SQLException;

    /**
     * Gives up what the server holds, its history too: it is to be copied anew. Not for one that reigns.
     *
     * @throws Superseded where a newer owner was here
     */
    void giveUp() throws SQLException;

    /**
     * Gives up some tables of a standby: they are to be copied anew.
     *
     * @throws Superseded where a newer owner was here
     */
    void giveUp(Collection<TableName> tables) throws SQLException;

    /** Whether a copy to it was begun or is wanted, whatever it holds now. */
    boolean awaitsCopy() throws SQLException;

    /** How far it was followed into; empty where it was never seeded. */
    Optional<Position> position() throws SQLException;

    /**
     * Gives the server back the triggers that it had to do without as a standby; repeatable.
     *
     * @throws Superseded where a newer owner was here
     */
    void releaseTriggers() throws SQLException;

    /**
     * Lets scheduled events run again where they did before the server was a standby; repeatable.
     *
     * @throws Superseded where a newer owner was here
     */
    void resumeEvents() throws SQLException;

    /**
     * Stops scheduled events for as long as the server is to be written to by nobody, and remembers that they ran; repeatable.
     *
     * @throws Superseded where a newer owner was here
     */
    void suspendEvents() throws SQLException;

    /** The server does not reign any more: it may be followed into again. */
    void stepDown() throws SQLException;

    @Override
    void close();
}

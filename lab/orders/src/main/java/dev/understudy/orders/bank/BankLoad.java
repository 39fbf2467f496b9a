package dev.understudy.orders.bank;

import dev.understudy.events.Address;
import dev.understudy.orders.bank.BankLog.Outcome;
import dev.understudy.orders.bank.BankLog.Transfer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Customers that move money through the router's write port, each over one connection that it opens again after an error. One of them makes
 * large transfers only. A transfer whose COMMIT got no answer is never sent again.
 *
 * <p>Each customer has a thread and a list of its own; {@link #stop} ends them, and afterwards the lists are read.
 */
public final class BankLoad {

    private static final long PAUSE_NANOS = 2_000_000;
    private static final int SMALL = 2;
    private static final int LARGEST = 4_000;
    /** Between two large transfers, on average: the standbys have to keep up. */
    private static final long LARGE_PAUSE_NANOS = 300_000_000;
    /** Rows in one INSERT. */
    private static final int PORTION = 500;

    private final Options options;
    private final AtomicLong acknowledged = new AtomicLong();
    private volatile boolean insideLarge;
    private final List<Customer> customers = new ArrayList<>();
    private volatile boolean running = true;

    /**
     * Where the customers go, and who they are.
     *
     * @param engine {@code mysql} or {@code mariadb}
     * @param customers at least 2; the first makes the large transfers
     * @param perSecond small transfers a second, each customer
     * @param ids the next transfer's; each is used once
     * @param seed of what is drawn; two runs draw the same, and are not at the same place at the same time
     */
    public record Options(
            String engine,
            Address port,
            String user,
            String password,
            int round,
            int customers,
            int perSecond,
            AtomicLong ids,
            long seed) {}

    private BankLoad(Options options) {
        this.options = options;
    }

    public static BankLoad start(Options options) {
        BankLoad load = new BankLoad(options);
        for (int i = 0; i < options.customers(); i++) {
            load.customers.add(load.new Customer(i));
        }
        load.customers.forEach(Thread::start);
        return load;
    }

    /** How many transfers are acknowledged so far. */
    public long acknowledged() {
        return acknowledged.get();
    }

    /** Whether a large transfer has written rows, and is not over. */
    public boolean insideLarge() {
        return insideLarge;
    }

    /**
     * Ends the customers after what each has under way.
     *
     * @throws IllegalStateException where one still waits after that time; {@link #abandon} is left then
     */
    public BankLog stop(Duration patience) throws InterruptedException {
        running = false;
        List<Transfer> transfers = new ArrayList<>();
        for (Customer customer : customers) {
            customer.join(patience.toMillis());
            if (customer.isAlive()) {
                throw new IllegalStateException(
                        customer.getName() + " still waits for an answer after " + patience.toSeconds() + " s");
            }
            transfers.addAll(customer.transfers);
        }
        return new BankLog(options.round(), transfers);
    }

    /** Leaves the customers alone: they are daemons, and begin nothing new. */
    public void abandon() {
        running = false;
    }

    private final class Customer extends Thread {

        private final List<Transfer> transfers = new ArrayList<>();
        private final boolean large;
        private final Random random;

        Customer(int number) {
            super("customer-" + number);
            setDaemon(true);
            large = number == 0;
            random = new Random(options.seed() * 1_000 + number);
        }

        @Override
        public void run() {
            Properties account = new Properties();
            account.put("user", options.user());
            account.put("password", options.password());
            String url = "jdbc:mysql://" + options.port()
                    + "/shop?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectTimeout=60000&socketTimeout=60000&"
                    + NamedCommits.URL_OPTION;
            while (running) {
                try (Connection connection = DriverManager.getConnection(url, account)) {
                    connection.setAutoCommit(false);
                    NamedCommits names = new NamedCommits(connection, options.engine());
                    while (running) {
                        transfer(connection, names);
                        LockSupport.parkNanos((long) (pauseNanos() * 2 * random.nextDouble()));
                    }
                } catch (SQLException e) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }

        private double pauseNanos() {
            return large ? LARGE_PAUSE_NANOS : 1e9 / options.perSecond();
        }

        private void transfer(Connection connection, NamedCommits names) throws SQLException {
            long id = options.ids().getAndIncrement();
            int movements = large ? SMALL * (1 + random.nextInt(LARGEST / SMALL)) : SMALL;
            Outcome outcome = Outcome.NEVER_SENT;
            long commit = 0;
            names.take();
            try {
                write(connection, id, movements);
                commit = System.nanoTime();
                outcome = Outcome.UNKNOWN;
                connection.commit();
                outcome = Outcome.ACKNOWLEDGED;
                acknowledged.incrementAndGet();
            } finally {
                if (large) {
                    insideLarge = false;
                }
                Optional<String> gtid = outcome == Outcome.ACKNOWLEDGED ? names.take() : Optional.empty();
                transfers.add(new Transfer(id, movements, outcome, commit, System.nanoTime(), gtid));
            }
        }

        /** In the order of the accounts' numbers, so that no two transfers wait for each other. */
        private void write(Connection connection, long id, int movements) throws SQLException {
            int low = random.nextInt(BankSchema.ACCOUNTS - 1);
            int high = low + 1 + random.nextInt(BankSchema.ACCOUNTS - 1 - low);
            long amount = random.nextInt(100) * (random.nextBoolean() ? 1 : -1);
            if (!large) {
                balance(connection, low, -amount);
                balance(connection, high, amount);
            }
            try (Statement insert = connection.createStatement()) {
                for (int done = 0; done < movements; done += PORTION) {
                    insert.execute(rows(id, Math.min(PORTION, movements - done), low, high, amount));
                    if (large) {
                        insideLarge = true;
                    }
                }
            }
            if (large) {
                // At the end: whoever else wants these accounts does not wait for all the rows.
                balance(connection, low, -amount * (movements / SMALL));
                balance(connection, high, amount * (movements / SMALL));
            }
        }

        private String rows(long id, int movements, int low, int high, long amount) {
            List<String> rows = new ArrayList<>();
            for (int i = 0; i < movements / SMALL; i++) {
                rows.add("(" + id + ", " + low + ", " + -amount + ", @@server_id)");
                rows.add("(" + id + ", " + high + ", " + amount + ", @@server_id)");
            }
            return "INSERT INTO " + BankSchema.table(options.round()) + " (transfer, account, amount, writer) VALUES "
                    + String.join(", ", rows);
        }

        private void balance(Connection connection, int account, long by) throws SQLException {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE shop.account SET balance = balance + ? WHERE id = ?")) {
                update.setLong(1, by);
                update.setInt(2, account);
                update.executeUpdate();
            }
        }
    }
}

package dev.understudy.recovery.verify;

import dev.understudy.recovery.changelog.Change.TableName;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One comparison of a standby with its primary, from the definitions to the last row. */
public final class Verification {

    private final Subject subject;
    private final VerifyOptions options;
    private final List<ObjectSource> sources;
    private final Clock clock;

    public Verification(Subject subject, VerifyOptions options, Clock clock) {
        this(subject, options, clock, List.of());
    }

    /**
     * @param more kinds of objects beside tables, views, routines, schemas and accounts
     */
    public Verification(Subject subject, VerifyOptions options, Clock clock, List<ObjectSource> more) {
        this.subject = subject;
        this.options = options;
        this.clock = clock;
        this.sources = new ArrayList<>(ObjectSources.of(subject.engine(), options.ownAccounts()));
        sources.addAll(more);
    }

    /**
     * Compares.
     *
     * @param listener is told how far it is, after each chunk
     * @param goOn asked after each chunk
     * @throws VerifyFailure where the two cannot be compared, or it is not to go on
     * @throws SQLException where a server does not answer any more
     */
    public Report run(Consumer<Progress> listener, BooleanSupplier goOn) throws SQLException, InterruptedException {
        Instant started = clock.instant();
        Findings findings = new Findings();
        Meter meter = new Meter(options.pace(), listener, goOn);
        int tables = 0;
        try (Sessions sessions = new Sessions(subject, options.patience())) {
            // A standby that is far behind differs everywhere: let it come near first. Where it does not, each table
            // says so.
            sessions.cut().approached();
            new Definitions(sources, options, sessions, findings).compare();
            if (subject.engine().name().equals("mysql") && options.tables().isEmpty()) {
                findings.skipped("passwords", "MySQL salts them: equal ones are kept as different texts");
            }
            for (TableName name : wanted(sessions, findings)) {
                if (new TableComparison(name, sessions, findings, meter).compare()) {
                    tables++;
                }
            }
        }
        return new Report(
                subject.primary().node(),
                subject.standby().node(),
                started,
                clock.instant(),
                tables,
                meter.rows(),
                findings.verifiedUpTo(),
                findings.differenceCount(),
                findings.differences(),
                findings.undecidedCount(),
                findings.undecided(),
                findings.skipped());
    }

    /** The primary's tables, those only that were named where some were. */
    private Set<TableName> wanted(Sessions sessions, Findings findings) throws SQLException {
        Catalogue there = Catalogue.read(sessions.primary().reading(), "");
        Set<String> named = new TreeSet<>(options.tables());
        there.tables().keySet().forEach(name -> named.remove(name.toString()));
        there.others().keySet().forEach(name -> named.remove(name.toString()));
        if (!named.isEmpty()) {
            throw new VerifyFailure(
                    subject.primary().node() + " has no table " + String.join(", ", named) + ": write schema.table");
        }
        there.others().forEach((name, reason) -> {
            if (options.wants(name.toString())) {
                findings.skipped(name.toString(), reason);
            }
        });
        Set<TableName> wanted = new LinkedHashSet<>(there.tables().keySet());
        wanted.removeIf(name -> !options.wants(name.toString()));
        return wanted;
    }
}

package dev.understudy.recovery.steps;

import dev.understudy.engine.Engine;
import dev.understudy.recovery.RecoveryConfig;
import dev.understudy.recovery.connector.Connectors;
import dev.understudy.recovery.journal.Journals;
import dev.understudy.recovery.log.ChangelogWatch;
import dev.understudy.recovery.log.Deliveries;
import dev.understudy.recovery.log.TailSource;
import dev.understudy.recovery.owner.Trail;
import dev.understudy.recovery.server.Servers;
import dev.understudy.recovery.watch.Observations;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What steps work with.
 *
 * @param kafka a client's properties
 * @param ownAccounts Understudy's own, whose sessions on a server are not a client's
 * @param journals the cluster's journal, where its commits wait for it
 * @param running false once the service is to stop
 */
public record Context(
        String cluster,
        Map<String, Object> kafka,
        RecoveryConfig config,
        Engine engine,
        Trail log,
        Observations observations,
        Servers servers,
        Replays replays,
        Connectors connectors,
        TailSource tail,
        ChangelogWatch changelog,
        Deliveries deliveries,
        Set<String> ownAccounts,
        Optional<Journals> journals,
        BooleanSupplier running) {}

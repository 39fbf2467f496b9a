package dev.understudy.recovery.steps;

import dev.understudy.engine.Engine;
import dev.understudy.recovery.RecoveryConfig;
import dev.understudy.recovery.connector.ConnectorHandOver;
import dev.understudy.recovery.log.ChangelogWatch;
import dev.understudy.recovery.log.TailRequest;
import dev.understudy.recovery.owner.OwnerLog;
import dev.understudy.recovery.server.Servers;
import dev.understudy.recovery.watch.Observations;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What steps work with.
 *
 * @param kafka a client's properties
 * @param running false once the service is to stop
 */
public record Context(
        String cluster,
        Map<String, Object> kafka,
        RecoveryConfig config,
        Engine engine,
        OwnerLog log,
        Observations observations,
        Servers servers,
        Replays replays,
        ConnectorHandOver connectors,
        TailRequest tail,
        ChangelogWatch changelog,
        BooleanSupplier running) {}

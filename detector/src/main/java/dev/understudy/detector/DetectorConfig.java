package dev.understudy.detector;

import dev.understudy.detector.doubt.DoubtLimits;
import dev.understudy.detector.evidence.AccrualLimits;
import dev.understudy.detector.evidence.EvidenceLimits;
import dev.understudy.detector.verdict.VerdictLimits;
import dev.understudy.detector.watch.WatchLimits;
import dev.understudy.runtime.HttpConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The section {@code detector:} of {@code understudy.yaml}. Everything has a default.
 *
 * @param name names this detector in its verdicts; its {@code application.id} is {@code understudy-} and this. Two detectors
 *     of different names watch side by side, independently; {@code detector} if not given
 * @param instance tells processes of the same name apart, which share the work; the name if not given
 * @param http where it answers; 127.0.0.1:7302 if not given
 * @param shadow marks all verdicts as for information only; false
 * @param stateDir where Kafka Streams keeps its files; a folder under the system's temporary folder if not given. All
 *     state is in memory and in Kafka: losing the folder loses nothing
 * @param history how far back a start reads heartbeats at most, to learn cadences and last good states; never judged; 30s
 * @param tick how often time alone is looked at; 20ms, at most 100ms
 * @param patience how long a start waits for a broker; 60s
 * @param doubt when the detector doubts itself
 * @param evidence how long evidence speaks, and whose does not
 * @param accrual when a node's own reports are missing
 * @param verdicts how long something must last
 * @param kafka passed through to all Kafka clients of the detector
 * @param streams passed through to Kafka Streams
 */
public record DetectorConfig(
        String name,
        String instance,
        HttpConfig http,
        Boolean shadow,
        Path stateDir,
        Duration history,
        Duration tick,
        Duration patience,
        DoubtLimits doubt,
        EvidenceLimits evidence,
        AccrualLimits accrual,
        VerdictLimits verdicts,
        Map<String, String> kafka,
        Map<String, String> streams) {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,100}");

    public DetectorConfig {
        name = name == null ? "detector" : name;
        instance = instance == null ? name : instance;
        http = http == null ? HttpConfig.onPort(7302) : http;
        shadow = shadow == null ? Boolean.FALSE : shadow;
        stateDir = stateDir == null ? Path.of(System.getProperty("java.io.tmpdir"), "understudy-" + name) : stateDir;
        history = history == null ? Duration.ofSeconds(30) : history;
        tick = tick == null ? Duration.ofMillis(20) : tick;
        patience = patience == null ? Duration.ofSeconds(60) : patience;
        doubt = doubt == null ? DoubtLimits.defaults() : doubt;
        evidence = evidence == null ? EvidenceLimits.defaults() : evidence;
        accrual = accrual == null ? AccrualLimits.defaults() : accrual;
        verdicts = verdicts == null ? VerdictLimits.defaults() : verdicts;
        kafka = kafka == null ? Map.of() : Map.copyOf(kafka);
        streams = streams == null ? Map.of() : Map.copyOf(streams);
        for (String part : new String[] {name, instance}) {
            if (!NAME.matcher(part).matches()) {
                throw new IllegalArgumentException(
                        "name and instance are letters, digits, dots, dashes and underscores, not '" + part + "'");
            }
        }
        if (tick.toMillis() < 1 || tick.toMillis() > 100) {
            throw new IllegalArgumentException("tick is 1ms to 100ms, not " + tick.toMillis() + "ms");
        }
        StreamsSettings.requireOurs(kafka, "kafka");
        StreamsSettings.requireOurs(streams, "streams");
        new WatchLimits(doubt, evidence, accrual, verdicts);
    }

    public WatchLimits limits() {
        return new WatchLimits(doubt, evidence, accrual, verdicts);
    }

    public String applicationId() {
        return "understudy-" + name;
    }
}

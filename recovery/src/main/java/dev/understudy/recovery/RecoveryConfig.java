package dev.understudy.recovery;

import dev.understudy.recovery.journal.TrimConfig;
import dev.understudy.recovery.preflight.PreflightConfig;
import dev.understudy.recovery.seed.SeedConfig;
import dev.understudy.recovery.steps.SwitchOverConfig;
import dev.understudy.recovery.verify.VerifyConfig;
import dev.understudy.runtime.HttpConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code recovery}.
 *
 * @param cluster the cluster that this process serves
 * @param http where it answers; port 7303 if not given
 * @param tokenFile a file with the token that orders must carry; without it no order is taken
 * @param fence how long a proof of the fence is awaited before the fail-over is refused; 5s if not given
 * @param tail how long the rescued tail is awaited; 3s if not given
 * @param quiet without a tail: how long the changelog must have been quiet; 300ms if not given
 * @param drain how long the candidate may take to drain; 60s if not given
 * @param handOver how long the new connector may take until its first change is seen; 2m if not given
 * @param verdictMaxAge an older verdict is not acted upon; 10s if not given
 * @param coolDown how long after a fail-over no automatic one begins; 30s if not given
 * @param maxLag a standby further behind is not promoted; 30s if not given
 * @param verify the comparison in the background
 * @param preflight the pre-flight in the background
 * @param seed how a new standby is copied
 * @param switchOver a planned switch-over's bounds
 * @param journal how the journal is kept short, where commits wait for one
 * @param certificateKeyFile a PEM file with the private Ed25519 key that signs certificates; without it they are not signed
 */
public record RecoveryConfig(
        String cluster,
        @Nullable HttpConfig http,
        @Nullable String tokenFile,
        Duration fence,
        Duration tail,
        Duration quiet,
        Duration drain,
        Duration handOver,
        Duration verdictMaxAge,
        Duration coolDown,
        Duration maxLag,
        @Nullable VerifyConfig verify,
        @Nullable PreflightConfig preflight,
        @Nullable SeedConfig seed,
        @Nullable SwitchOverConfig switchOver,
        @Nullable TrimConfig journal,
        @Nullable String certificateKeyFile) {

    private static final int DEFAULT_PORT = 7303;

    public RecoveryConfig {
        if (cluster == null || cluster.isBlank()) {
            throw new IllegalArgumentException("cluster is missing: the cluster that this process serves");
        }
        http = http == null ? HttpConfig.onPort(DEFAULT_PORT) : http;
        fence = positive("fence", fence, Duration.ofSeconds(5));
        tail = positive("tail", tail, Duration.ofSeconds(3));
        quiet = positive("quiet", quiet, Duration.ofMillis(300));
        drain = positive("drain", drain, Duration.ofSeconds(60));
        handOver = positive("handOver", handOver, Duration.ofMinutes(2));
        verdictMaxAge = positive("verdictMaxAge", verdictMaxAge, Duration.ofSeconds(10));
        coolDown = coolDown == null ? Duration.ofSeconds(30) : coolDown;
        maxLag = positive("maxLag", maxLag, Duration.ofSeconds(30));
        verify = verify == null ? VerifyConfig.DEFAULT : verify;
        preflight = preflight == null ? PreflightConfig.DEFAULT : preflight;
        seed = seed == null ? SeedConfig.DEFAULT : seed;
        switchOver = switchOver == null ? SwitchOverConfig.DEFAULT : switchOver;
        journal = journal == null ? TrimConfig.DEFAULT : journal;
        if (quiet.compareTo(tail) > 0) {
            throw new IllegalArgumentException("quiet is at most tail (" + tail.toMillis() + "ms)");
        }
    }

    /** Where it answers. */
    @Override
    public HttpConfig http() {
        return http == null ? HttpConfig.onPort(DEFAULT_PORT) : http;
    }

    /** The comparison in the background. */
    @Override
    public VerifyConfig verify() {
        return verify == null ? VerifyConfig.DEFAULT : verify;
    }

    /** The pre-flight in the background. */
    @Override
    public PreflightConfig preflight() {
        return preflight == null ? PreflightConfig.DEFAULT : preflight;
    }

    /** How a new standby is copied. */
    @Override
    public SeedConfig seed() {
        return seed == null ? SeedConfig.DEFAULT : seed;
    }

    /** A planned switch-over's bounds. */
    @Override
    public SwitchOverConfig switchOver() {
        return switchOver == null ? SwitchOverConfig.DEFAULT : switchOver;
    }

    /** How the journal is kept short. */
    @Override
    public TrimConfig journal() {
        return journal == null ? TrimConfig.DEFAULT : journal;
    }

    private static Duration positive(String key, @Nullable Duration value, Duration otherwise) {
        Duration duration = value == null ? otherwise : value;
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(key + " is more than 0");
        }
        return duration;
    }
}

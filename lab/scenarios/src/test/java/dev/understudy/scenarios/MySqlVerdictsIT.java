package dev.understudy.scenarios;

import dev.understudy.stage.ServerBinaries;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@EnabledIfSystemProperty(
        named = "understudy.verdicts",
        matches = "true",
        disabledReason = "MariaDbVerdictsIT is the sample")
class MySqlVerdictsIT extends VerdictsAreRight {

    @Override
    ServerBinaries binaries() {
        return Engines.mysql();
    }
}

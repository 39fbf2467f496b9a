package dev.understudy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SemiSyncTest {

    @ParameterizedTest
    @ValueSource(strings = {"mysql", "mariadb"})
    void what_the_configuration_file_says_is_what_the_running_server_is_asked_for(String engine) {
        SemiSync semiSync = Engine.named(engine).semiSync();
        String word = engine.equals("mysql") ? "source" : "master";
        assertThat(semiSync.settings())
                .containsEntry("rpl_semi_sync_" + word + "_enabled", "ON")
                .containsEntry("rpl_semi_sync_" + word + "_wait_point", "AFTER_SYNC")
                .containsEntry("rpl_semi_sync_" + word + "_timeout", "18446744073709551615")
                .allSatisfy((name, value) -> assertThat(name).startsWith("rpl_semi_sync_" + word + "_"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql", "mariadb"})
    void a_replica_says_that_it_acknowledges_before_it_asks_for_the_binlog(String engine) {
        SemiSync semiSync = Engine.named(engine).semiSync();
        assertThat(semiSync.replicaSession("u-1", Engine.named(engine).transactions("")))
                .anyMatch(sql -> sql.contains("@rpl_semi_sync_") && sql.endsWith("= 1"))
                .anyMatch(sql -> sql.contains("_uuid = 'u-1'"));
    }
}

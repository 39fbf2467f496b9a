package dev.understudy.recovery.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SourceTransactionTest {

    @Test
    void with_fewer_changes_it_is_held_as_large_as_its_records_are() {
        SourceTransaction whole = new SourceTransaction("0-1-7", List.of(), 8, 0, 5_000_000);
        assertThat(whole.with(List.of()).bytes()).isEqualTo(5_000_000);
    }
}

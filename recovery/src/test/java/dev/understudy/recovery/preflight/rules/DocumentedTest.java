package dev.understudy.recovery.preflight.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of docs/preflight.md is the table in the code. */
class DocumentedTest {

    @Test
    void every_finding_stands_in_the_document_as_it_is() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "preflight.md"), UTF_8);
        assertThat(document.lines().filter(line -> line.startsWith("| `")))
                .containsExactlyElementsOf(
                        Stream.of(Hazard.values()).map(DocumentedTest::row).toList());
    }

    private static String row(Hazard hazard) {
        return "| `" + hazard.id() + "` | " + hazard.severity().word() + (hazard.canBeSetAside() ? "" : ", firm")
                + " | " + hazard.danger() + " | " + hazard.remedy().replace("|", "\\|") + " |";
    }
}

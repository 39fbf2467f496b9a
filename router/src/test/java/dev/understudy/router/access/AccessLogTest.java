package dev.understudy.router.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by the framework
    Path folder;

    @Test
    void a_connection_and_a_request_are_a_line_each_and_what_one_does_not_have_is_left_out() throws IOException {
        Path file = folder.resolve("access.log");
        try (AccessLog log = AccessLog.open(file)) {
            log.add(new Access(1, "write", "10.0.0.7", "orders-a", 250, 30L, 4000L, false, null, null));
            log.add(new Access(2, "web", "10.0.0.8", null, 3, null, null, true, "GET /orders?\"x\n", 503));
        }
        assertThat(Files.readAllLines(file)).containsExactly("""
                {"at":1,"listener":"write","client":"10.0.0.7","member":"orders-a","millis":250,"received":30,\
                "sent":4000,"broken":false}""", """
                {"at":2,"listener":"web","client":"10.0.0.8","millis":3,"broken":true,\
                "request":"GET /orders?\\"x\\n","status":503}""");
    }

    @Test
    void what_stands_in_the_file_stays() throws IOException {
        Path file = Files.writeString(folder.resolve("access.log"), "before\n");
        try (AccessLog log = AccessLog.open(file)) {
            log.add(new Access(1, "write", "10.0.0.7", "orders-a", 250, 30L, 4000L, false, null, null));
        }
        assertThat(Files.readAllLines(file)).hasSize(2).startsWith("before");
    }

    @Test
    void a_file_that_cannot_be_made_is_said_at_once() {
        assertThatThrownBy(() -> AccessLog.open(folder.resolve("no/such/folder")))
                .isInstanceOf(IOException.class);
    }
}

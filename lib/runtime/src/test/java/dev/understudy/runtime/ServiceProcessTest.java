package dev.understudy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.ServiceProcess.Health;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceProcessTest {

    private final ServiceProcess process = ServiceProcess.start("test", HttpConfig.onPort(0), http -> {});

    @AfterEach
    void close() {
        process.close();
    }

    @Test
    void a_service_that_is_not_complete_is_not_ready_whatever_its_checks_say() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        process.readyWhen("first", () -> new Health(true, "well"));
        HttpResponse<String> early = get("/health/ready");
        assertThat(early.statusCode()).isEqualTo(503);
        assertThat(early.body()).contains("ok   first: well", "wait start");
    }

    @Test
    void a_complete_one_is_ready_when_all_of_its_checks_say_so() throws Exception {
        process.readyWhen("first", () -> new Health(true, "well"));
        CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(process::await);
        awaitStatus(200);
        process.readyWhen("second", () -> new Health(false, "not yet"));
        HttpResponse<String> answer = get("/health/ready");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("ok   first: well", "wait second: not yet");

        process.stop(3);
        assertThat(exit.get(10, TimeUnit.SECONDS)).isEqualTo(3);
    }

    private void awaitStatus(int wanted) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (get("/health/ready").statusCode() != wanted) {
            assertThat(System.nanoTime()).as("still not " + wanted).isLessThan(end);
            Thread.sleep(10);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + process.port() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}

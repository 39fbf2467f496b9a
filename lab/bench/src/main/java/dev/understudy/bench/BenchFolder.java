package dev.understudy.bench;

import dev.understudy.stage.RunFolder;
import dev.understudy.stage.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A bench's run: of a failed one the logs stay, of any other nothing does. */
public final class BenchFolder {

    /** What is measured on a stage. */
    @FunctionalInterface
    public interface Work {
        void on(Stage stage) throws Exception;
    }

    private BenchFolder() {}

    /** Does it on a stage of its own, and ends all that it started. */
    public static void run(String bench, Work work) throws Exception {
        Path folder = Files.createTempDirectory("understudy-" + bench + "-");
        try (Stage stage = Stage.open(RunFolder.create(folder))) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> abandon(stage, folder), bench + "-bench-shutdown"));
            work.on(stage);
        } catch (Exception e) {
            remove(folder.resolve("data"));
            System.err.println("bench: the logs are in " + folder.resolve("logs"));
            throw e;
        }
        remove(folder);
    }

    /** Somebody has ended it in the middle. */
    private static void abandon(Stage stage, Path folder) {
        stage.close();
        try {
            remove(folder.resolve("data"));
        } catch (IOException e) {
            System.err.println("bench: remove " + folder + " yourself: " + e.getMessage());
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

package dev.understudy.bench.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongFunction;

/**
 * The command line, in its two ways: a program for each statement, a few of them side by side, each started when the last has ended;
 * and one program that is fed a line when the last one has been answered.
 */
final class CommandLineClients implements Crowd {

    static final String EACH = "cli-each";
    static final String FED = "cli-fed";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long AGAIN_MILLIS = 20;
    private static final LongFunction<String> STATEMENT = id -> Door.INSERT + id + ")";

    private final CommandLine commandLine;
    private final Door door;
    private final Diary each = new Diary();
    private final Diary fed = new Diary();
    private final List<Thread> clients = new ArrayList<>();
    private final Queue<IOException> wrong = new ConcurrentLinkedQueue<>();
    private volatile boolean running = true;

    /**
     * Starts them.
     *
     * @param sideBySide how many start programs
     */
    CommandLineClients(CommandLine commandLine, Door door, int sideBySide) {
        this.commandLine = commandLine;
        this.door = door;
        for (int i = 0; i < sideBySide; i++) {
            clients.add(new Thread(() -> repeat(this::runOne), "cli-each-" + i));
        }
        clients.add(new Thread(() -> repeat(this::feedOne), "cli-fed"));
        clients.forEach(client -> {
            client.setDaemon(true);
            client.start();
        });
    }

    @Override
    public Map<String, Diary> diaries() {
        Map<String, Diary> diaries = new LinkedHashMap<>();
        diaries.put(EACH, each);
        diaries.put(FED, fed);
        return diaries;
    }

    @Override
    public void stop() throws InterruptedException, IOException {
        running = false;
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (Thread client : clients) {
            client.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            if (client.isAlive()) {
                throw new IllegalStateException(client.getName() + " still waits for an answer after " + PATIENCE);
            }
        }
        IOException first = wrong.peek();
        if (first != null) {
            throw first;
        }
    }

    /** What one program does, from its start to its end. */
    @FunctionalInterface
    private interface Programme {
        void play() throws IOException, InterruptedException;
    }

    private void repeat(Programme programme) {
        try {
            while (running) {
                programme.play();
            }
        } catch (IOException e) {
            wrong.add(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void runOne() throws IOException, InterruptedException {
        long id = door.ids().getAndIncrement();
        Process program = commandLine.start(List.of("-e", STATEMENT.apply(id)));
        try {
            String said = new String(program.getInputStream().readAllBytes(), UTF_8);
            long at = System.nanoTime();
            if (program.waitFor() == 0) {
                each.committed(id, at);
                return;
            }
            SaidError error = said.lines()
                    .flatMap(line -> SaidError.of(line).stream())
                    .findFirst()
                    .orElseThrow(() -> new IOException("the command line failed without an error: " + said.strip()));
            each.failed(error.code(), error.where(), at);
            Thread.sleep(AGAIN_MILLIS);
        } finally {
            program.destroyForcibly();
        }
    }

    /** It ends at its first error, and another one is started, as whoever feeds it would. */
    private void feedOne() throws IOException, InterruptedException {
        Process program = commandLine.start(List.of("--unbuffered", "-vv"));
        try (BufferedReader answers = program.inputReader(UTF_8);
                var lines = program.outputWriter(UTF_8)) {
            boolean goesOn = true;
            while (running && goesOn) {
                long id = door.ids().getAndIncrement();
                lines.write(STATEMENT.apply(id) + ";\n");
                lines.flush();
                goesOn = isCommitted(id, answers);
            }
        } catch (IOException e) {
            // Its pipe is closed: it has ended.
            if (program.isAlive()) {
                throw e;
            }
        } finally {
            program.destroyForcibly();
        }
    }

    /** Reads the answer to a statement, and what the program prints before it. */
    private boolean isCommitted(long id, BufferedReader answers) throws IOException, InterruptedException {
        String line = answers.readLine();
        while (line != null) {
            Optional<SaidError> error = SaidError.of(line);
            if (line.startsWith("Query OK, 1 row")) {
                fed.committed(id, System.nanoTime());
                return true;
            }
            if (error.isPresent()) {
                fed.failed(error.get().code(), error.get().where(), System.nanoTime());
                Thread.sleep(AGAIN_MILLIS);
                return false;
            }
            line = answers.readLine();
        }
        return false;
    }
}

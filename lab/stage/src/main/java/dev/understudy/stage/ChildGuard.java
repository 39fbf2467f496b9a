package dev.understudy.stage;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends the children when this JVM is gone without having ended them itself, SIGKILL included. Thread-safe.
 *
 * <p>A small shell holds the reading end of a pipe of ours and a list of pids; at the end of the pipe it kills what is
 * still on the list. The kernel's parent-death signal was no choice: it fires when the <em>thread</em> that started the
 * child ends, exists on Linux alone, and cannot be taken back when a run is to be kept. A pid counts only with its start
 * time where the system tells it, so that a number used again is nobody's death.
 */
final class ChildGuard implements AutoCloseable {

    private static final String SCRIPT = """
            trap '' INT TERM HUP
            started() {
              [ -r "/proc/$1/stat" ] || return 0
              read -r line < "/proc/$1/stat" || return 0
              set -- ${line##*) }
              echo "${20}"
            }
            children=
            while read -r verb pid; do
              case $verb in
                add) children="$children $pid:$(started "$pid")" ;;
                remove)
                  kept=
                  for child in $children; do [ "${child%%:*}" = "$pid" ] || kept="$kept $child"; done
                  children=$kept ;;
                release) exit 0 ;;
              esac
            done
            for child in $children; do
              pid=${child%%:*}
              [ "$(started "$pid")" != "${child#*:}" ] || kill -KILL "$pid" 2>/dev/null
            done
            """;

    private final Process shell;
    private final OutputStream pipe;

    private ChildGuard(Process shell) {
        this.shell = shell;
        this.pipe = shell.getOutputStream();
    }

    static ChildGuard start() {
        List<String> command = new ArrayList<>(ownSession());
        command.addAll(List.of("sh", "-c", SCRIPT));
        try {
            return new ChildGuard(new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new StageException("cannot start a shell to watch over the children: " + e.getMessage(), e);
        }
    }

    /**
     * The words that put a child into a session of its own, where the tool for it exists: Ctrl-C then reaches this JVM
     * alone, which ends the children in its own order, and a closed terminal does not end a run that is to be kept.
     */
    static List<String> ownSession() {
        return Tools.onPath("setsid").map(tool -> List.of(tool.toString())).orElse(List.of());
    }

    void add(long pid) {
        tell("add " + pid);
    }

    void remove(long pid) {
        tell("remove " + pid);
    }

    /** The children may live on. */
    void release() {
        tell("release");
    }

    /** Ends the watch: what is still on the list is killed. */
    @Override
    public synchronized void close() {
        try {
            pipe.close();
            shell.waitFor();
        } catch (IOException e) {
            shell.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void tell(String line) {
        try {
            pipe.write((line + "\n").getBytes(US_ASCII));
            pipe.flush();
        } catch (IOException e) {
            throw new StageException("the shell that watches over the children is gone: " + e.getMessage(), e);
        }
    }
}

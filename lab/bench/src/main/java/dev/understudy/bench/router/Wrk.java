package dev.understudy.bench.router;

import dev.understudy.bench.Printed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Debian's {@code wrk}: GETs over HTTP/1.1.
 *
 * @param connections at once
 * @param keeps whether a connection carries more than one request
 */
record Wrk(String name, int connections, boolean keeps) implements Workload {

    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in");
    private static final Pattern PER_SECOND = Pattern.compile("Requests/sec: +([0-9.]+)");
    private static final Pattern P99 = Pattern.compile("99% +([0-9.]+[a-z]+)");
    private static final Pattern FAILED = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
    private static final Pattern ERRORS = Pattern.compile("Socket errors: (.*)");

    static List<Wrk> all() {
        return List.of(new Wrk("http_64", 64, true), new Wrk("http_close_64", 64, false));
    }

    @Override
    public List<String> command(Way way, Duration time) {
        List<String> command =
                new ArrayList<>(List.of("wrk", "-t2", "-c" + connections, "-d" + time.toSeconds() + "s", "--latency"));
        if (!keeps) {
            command.addAll(List.of("-H", "Connection: close"));
        }
        command.add("http://127.0.0.1:" + way.http() + "/");
        return command;
    }

    @Override
    public Outcome read(String text) throws IOException {
        Printed printed = new Printed("wrk", text);
        if (FAILED.matcher(text).find() || (keeps && ERRORS.matcher(text).find())) {
            throw new IOException("wrk met errors: " + text);
        }
        return new Outcome((long) printed.number(REQUESTS), printed.number(PER_SECOND), millis(printed.find(P99)));
    }

    private static double millis(String time) throws IOException {
        int unit = time.length() - (time.endsWith("us") || time.endsWith("ms") ? 2 : 1);
        double value = Double.parseDouble(time.substring(0, unit));
        return switch (time.substring(unit)) {
            case "us" -> value / 1000;
            case "ms" -> value;
            case "s" -> value * 1000;
            default -> throw new IOException("wrk printed a time that is not understood: " + time);
        };
    }
}

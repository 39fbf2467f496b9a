package dev.understudy.cli.quickstart;

import dev.understudy.orders.load.OrderLoad;
import java.io.PrintWriter;
import java.util.Locale;

/** What a person sees while it runs: a line for each thing that is done, and one line of figures that is written over. */
final class Progress {

    private static final String CLEAR = "\r\u001b[2K";

    private final PrintWriter out;
    private final boolean terminal = System.console() != null;
    private final long start = System.nanoTime();
    private boolean open;
    private long lastPlain;

    Progress(PrintWriter out) {
        this.out = out;
    }

    synchronized void say(String text) {
        end();
        out.printf(Locale.ROOT, "%6.1f s  %s%n", seconds(), text);
        out.flush();
    }

    /** The figures of the load; on a terminal in place, elsewhere every two seconds. */
    synchronized void figures(OrderLoad.Snapshot load, String note) {
        String line = String.format(
                Locale.ROOT,
                "%6.1f s  %5.0f orders/s  %s  p50 %5.1f ms  p99 %6.1f ms  waiting %d  acknowledged %d  %s",
                seconds(),
                load.perSecond(),
                bar(load.perSecond()),
                load.p50Millis(),
                load.p99Millis(),
                load.waiting(),
                load.acknowledged(),
                note);
        if (terminal) {
            out.print(CLEAR + line);
            open = true;
        } else if (System.nanoTime() - lastPlain > 2_000_000_000L) {
            lastPlain = System.nanoTime();
            out.println(line);
        }
        out.flush();
    }

    synchronized void end() {
        if (open) {
            out.println();
            open = false;
        }
    }

    private static String bar(double perSecond) {
        int width = (int) Math.min(20, perSecond / 10);
        return "\u2588".repeat(width) + "\u00b7".repeat(20 - width);
    }

    private double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }
}

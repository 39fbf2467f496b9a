package dev.understudy.bench.clients;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code marked.lua} and sysbench itself print, line by line, for the diary. Used by one thread. */
final class SysbenchLines {

    private static final Pattern NOT_CONNECTED = Pattern.compile("FATAL: error (\\d+): .*");
    private static final String LOST = "2013";

    private final Diary diary;
    private final StringBuilder rest = new StringBuilder();
    private String notConnected = "";

    SysbenchLines(Diary diary) {
        this.diary = diary;
    }

    /**
     * @param at when it was read, ns
     */
    void take(String line, long at) {
        int blank = line.indexOf(' ');
        String word = blank < 0 ? line : line.substring(0, blank);
        String object = line.substring(blank + 1);
        switch (word) {
            case "committed" -> diary.committed(Long.parseLong(object), at);
            case "restarted" -> diary.failed(object, Diary.Where.RESTARTED, at);
            case "failed" -> diary.failed(object, Diary.Where.IN_SESSION, at);
            case "committing" -> diary.failed(object, Diary.Where.COMMITTING, at);
            case "refused" ->
                diary.failed(
                        notConnected, notConnected.equals(LOST) ? Diary.Where.OPENING : Diary.Where.CONNECTING, at);
            default -> remember(line);
        }
    }

    private void remember(String line) {
        Matcher error = NOT_CONNECTED.matcher(line);
        if (error.matches()) {
            notConnected = error.group(1);
        } else if (!line.startsWith("FATAL: ")) {
            rest.append(line).append('\n');
        }
    }

    /** What it says of itself. */
    String rest() {
        return rest.toString();
    }
}

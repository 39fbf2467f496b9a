package dev.understudy.recovery.verify.digest;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Definitions as text, compared. */
public final class Definition {

    /** The counter is each server's own: it moves with rows that came and went. */
    private static final Pattern COUNTER =
            Pattern.compile("^(\\).*?\\bENGINE=\\w+) AUTO_INCREMENT=\\d+", Pattern.MULTILINE);

    private static final int SHOWN = 80;

    private Definition() {}

    /** What SHOW CREATE TABLE says, without what differs between equals. */
    public static String ofTable(String shown) {
        return COUNTER.matcher(shown).replaceFirst("$1");
    }

    /** What is wrong with one object, in words; empty where nothing is. */
    public static String wrong(@Nullable String primary, @Nullable String standby) {
        if (primary == null || standby == null) {
            return primary == null ? standby == null ? "" : "only on the standby" : "missing on the standby";
        }
        if (primary.equals(standby)) {
            return "";
        }
        List<String> there = primary.lines().toList();
        List<String> here = standby.lines().toList();
        int line = 0;
        while (line < there.size() && line < here.size() && there.get(line).equals(here.get(line))) {
            line++;
        }
        String ours = line < here.size() ? here.get(line).strip() : "";
        String theirs = line < there.size() ? there.get(line).strip() : "";
        int from = Math.max(0, firstDifference(ours, theirs) - SHOWN / 2);
        return "is " + quote(ours, from) + " on the standby and " + quote(theirs, from) + " on the primary";
    }

    private static int firstDifference(String one, String other) {
        int at = 0;
        while (at < one.length() && at < other.length() && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at;
    }

    /** The names of the objects that are not the same. */
    public static List<String> differing(Map<String, String> primary, Map<String, String> standby) {
        TreeSet<String> names = new TreeSet<>(primary.keySet());
        names.addAll(standby.keySet());
        names.removeIf(name -> wrong(primary.get(name), standby.get(name)).isEmpty());
        return List.copyOf(names);
    }

    /** A part of a line, with dots where it was cut. */
    private static String quote(String line, int from) {
        int to = Math.min(line.length(), from + SHOWN);
        return "\"" + (from > 0 ? "..." : "") + line.substring(Math.min(from, to), to)
                + (to < line.length() ? "..." : "") + "\"";
    }
}

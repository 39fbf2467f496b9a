package dev.understudy.router.haproxy.plan;

import dev.understudy.router.haproxy.plan.Shown.Admission;
import dev.understudy.router.haproxy.plan.Shown.Server;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads HAProxy's answers. Columns are found by their names: versions have added some. What is not understood is an error, as
 * nothing may be concluded from it.
 */
public final class Answers {

    // HAProxy's SRV_ADMF_*: forced, inherited, by a failed name resolution, by its health file.
    private static final int MAINT = 0x01 | 0x02 | 0x20 | 0x40;
    // Forced, inherited.
    private static final int DRAIN = 0x08 | 0x10;
    private static final Pattern NUMERIC =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final int LONGEST_SHOWN = 120;

    private Answers() {}

    /** HAProxy said something else than was asked; the message has the beginning of it. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message);
        }
    }

    /** The question for the servers' states. */
    public static String askState(String backend) {
        return "show servers state " + backend;
    }

    /** The question for the servers' figures: rows of type server only. */
    public static String askFigures(String backend) {
        return "show stat " + backend + " 4 -1";
    }

    /**
     * @param state the answer to {@link #askState}
     * @param figures the answer to {@link #askFigures}
     */
    public static Shown shown(String backend, String state, String figures) throws Unreadable {
        Map<String, Map<String, String>> stats = new HashMap<>();
        for (Map<String, String> row : rows(figures, Answers::csv)) {
            if (backend.equals(row.get("pxname"))) {
                stats.put(cell(row, "svname"), row);
            }
        }
        Map<String, Server> servers = new HashMap<>();
        for (Map<String, String> row : rows(state, line -> List.of(line.strip().split(" +")))) {
            if (backend.equals(row.get("be_name"))) {
                Map<String, String> stat = stats.get(cell(row, "srv_name"));
                if (stat == null) {
                    throw new Unreadable("no figures of the server " + brief(cell(row, "srv_name")));
                }
                Server server = server(row, stat);
                servers.put(server.name(), server);
            }
        }
        return new Shown(servers);
    }

    private static Server server(Map<String, String> row, Map<String, String> stat) throws Unreadable {
        String name = cell(row, "srv_name");
        if (!Naming.isName(name)) {
            throw new Unreadable("no name of a server: " + brief(name));
        }
        String ip = cell(row, "srv_addr");
        long bits = number(cell(row, "srv_admin_state"));
        Admission admission =
                (bits & MAINT) != 0 ? Admission.MAINT : (bits & DRAIN) != 0 ? Admission.DRAIN : Admission.READY;
        return new Server(
                name,
                NUMERIC.matcher(ip).matches() ? ip : "",
                (int) Math.min(65_536, number(cell(row, "srv_port"))),
                admission,
                cell(stat, "bck").equals("1"),
                number(cell(stat, "scur")));
    }

    @FunctionalInterface
    private interface Split {
        List<String> cells(String line);
    }

    /** The rows below the line that begins with #, by column. */
    private static List<Map<String, String>> rows(String answer, Split split) throws Unreadable {
        List<Map<String, String>> rows = new ArrayList<>();
        List<String> header = List.of();
        for (String line : answer.split("\r?\n", -1)) {
            if (line.startsWith("# ")) {
                header = split.cells(line.substring(2));
            } else if (!header.isEmpty() && !line.isBlank()) {
                rows.add(row(header, split.cells(line)));
            }
        }
        if (header.isEmpty()) {
            throw new Unreadable("it says: " + brief(answer));
        }
        return rows;
    }

    private static Map<String, String> row(List<String> header, List<String> cells) throws Unreadable {
        if (cells.size() < header.size()) {
            throw new Unreadable("a line is cut short: " + brief(String.join(" ", cells)));
        }
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            row.put(header.get(i), cells.get(i));
        }
        return row;
    }

    /** Commas within quotes are text. */
    private static List<String> csv(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    private static String cell(Map<String, String> row, String column) throws Unreadable {
        String cell = row.get(column);
        if (cell == null) {
            throw new Unreadable("there is no column " + column);
        }
        return cell;
    }

    private static long number(String text) throws Unreadable {
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new Unreadable("no number: " + brief(text));
    }

    /** One line of it, for a log. */
    public static String brief(String answer) {
        String line = answer.strip().replaceAll("[^\\x20-\\x7e]+", " ");
        return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "...";
    }
}

package dev.understudy.scenarios.suites.script;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays the primary's side of a test file: its statements in its sessions, its variables, loops and includes. What a test expects,
 * and what it does to servers of its own, is passed over; what is left out of the statements is counted with its reason. Not
 * thread-safe; one for each file.
 */
public final class Interpreter {

    private static final Pattern REPLICA =
            Pattern.compile("slave\\w*|replica\\w*|server_?[2-9]\\w*|rpl_slave.*|\\w+_slave", Pattern.CASE_INSENSITIVE);
    private static final Pattern ASSIGNMENT = Pattern.compile("(\\$?\\w+)\\s*=(.*)", Pattern.DOTALL);
    private static final Pattern VALUE_OF =
            Pattern.compile("query_get_value\\s*\\((.*),\\s*([^,]+?)\\s*,\\s*([^,]+?)\\s*\\)\\s*", Pattern.DOTALL);
    private static final Pattern SUM = Pattern.compile("(\\S+?)\\s*([-+*/%])\\s*(\\S+)");
    private static final String FIRST_SESSION = "default";
    private static final int DEEPEST = 30;

    /** A file that another one includes. */
    @FunctionalInterface
    public interface Sources {
        /**
         * @return empty where there is none
         */
        Optional<String> text(String path);
    }

    /** The file ends here, by its own word or because its time is over. */
    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Ended(String why) {
            super(why, null, false, false);
        }
    }

    private final Sessions sessions;
    private final Sources sources;
    private final BooleanSupplier isOver;
    private final Variables variables;
    private final Map<String, Integer> leftOut = new TreeMap<>();
    private String session = FIRST_SESSION;
    private int depth;

    /**
     * @param environment the variables that a file finds
     * @param isOver whether the file has had its time
     */
    public Interpreter(Sessions sessions, Sources sources, Map<String, String> environment, BooleanSupplier isOver) {
        this.sessions = sessions;
        this.sources = sources;
        this.variables = new Variables(environment);
        this.isOver = isOver;
    }

    /**
     * Plays a file.
     *
     * @return why it ended before its last line; empty where it did not
     */
    public String play(String text) {
        try {
            play(ScriptReader.read(text));
            return "";
        } catch (Ended e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** What was left out of it, and how often. */
    public Map<String, Integer> leftOut() {
        return leftOut;
    }

    private void play(List<Command> commands) {
        Blocks blocks = new Blocks(commands);
        int next = 0;
        while (next < commands.size()) {
            if (isOver.getAsBoolean()) {
                throw new Ended("its time was over");
            }
            Command command = commands.get(next);
            if (command.opensBlock()) {
                next = holds(command) ? next + 1 : blocks.endOf(next) + 1;
            } else if (command.name().equals(Command.END)) {
                next = blocks.isLoop(next) ? blocks.beginOf(next) : next + 1;
            } else {
                perform(command);
                next++;
            }
        }
    }

    private boolean holds(Command command) {
        return Truth.of(command.argument(), this::value);
    }

    private void perform(Command command) {
        String argument = command.argument();
        switch (command.name()) {
            case Command.QUERY, "query_vertical", "query_horizontal" -> statement(argument, false);
            case "eval", "evalp" -> statement(variables.fill(argument), false);
            case "send" -> statement(argument, true);
            case "send_eval" -> statement(variables.fill(argument), true);
            case "reap" -> {
                if (onPrimary()) {
                    sessions.reap(session);
                }
            }
            case "let" -> let(argument);
            case "inc" -> variables.add(argument, 1);
            case "dec" -> variables.add(argument, -1);
            case "expr" -> calculate(argument);
            case "source" -> source(variables.fill(argument).strip());
            case "connect" -> connect(variables.fill(argument));
            case "connection" -> session = variables.fill(argument).strip();
            case "disconnect", "dirty_close", "send_quit" ->
                disconnect(variables.fill(argument).strip());
            case "sync_slave_with_master" -> {
                sessions.lookAtStandby();
                session =
                        argument.isBlank() ? "slave" : variables.fill(argument).strip();
            }
            case "sync_with_master", "save_master_pos" -> sessions.lookAtStandby();
            case "change_user", "reset_connection" -> sessions.disconnect(session);
            case "exit" -> throw new Ended("");
            case "die", "skip" -> throw new Ended("the file gives up: " + variables.fill(argument));
            case "perl",
                    "exec",
                    "execw",
                    "system",
                    "exec_in_background",
                    "shutdown_server",
                    "send_shutdown",
                    "send_kill" -> leaveOut("the command " + command.name());
            default -> {
                // Output, results and files: nothing that a standby could see.
            }
        }
    }

    private void statement(String sql, boolean isSent) {
        if (!onPrimary() || sql.isBlank()) {
            return;
        }
        Optional<String> reason = LeftOut.reason(sql);
        if (reason.isPresent()) {
            leaveOut(reason.get());
        } else if (isSent) {
            sessions.send(session, sql);
        } else {
            sessions.execute(session, sql);
        }
    }

    private void leaveOut(String reason) {
        leftOut.merge(reason, 1, Integer::sum);
    }

    private boolean onPrimary() {
        return !REPLICA.matcher(session).matches();
    }

    private void let(String argument) {
        Matcher assignment = ASSIGNMENT.matcher(argument);
        if (assignment.matches()) {
            variables.set(assignment.group(1), value(assignment.group(2).strip()));
        }
    }

    /** What an operand stands for. */
    private String value(String text) {
        Matcher valueOf = VALUE_OF.matcher(text);
        if (valueOf.matches()) {
            return onPrimary()
                    ? query(unquoted(valueOf.group(1)))
                            .value(unquoted(valueOf.group(2)), (int) Variables.number(valueOf.group(3)))
                            .orElse("No such row")
                    : "";
        }
        if (text.length() > 1 && text.startsWith("`") && text.endsWith("`")) {
            return onPrimary() ? query(text.substring(1, text.length() - 1)).firstRow() : "";
        }
        return variables.fill(text);
    }

    private Sessions.Answer query(String text) {
        return sessions.query(session, variables.fill(text));
    }

    private static String unquoted(String text) {
        String bare = text.strip();
        boolean quoted = bare.length() > 1
                && (bare.charAt(0) == '\'' || bare.charAt(0) == '"')
                && bare.charAt(bare.length() - 1) == bare.charAt(0);
        return quoted ? bare.substring(1, bare.length() - 1) : bare;
    }

    private void calculate(String argument) {
        Matcher assignment = ASSIGNMENT.matcher(argument);
        if (!assignment.matches()) {
            return;
        }
        Matcher sum = SUM.matcher(variables.fill(assignment.group(2)).strip());
        if (sum.matches()) {
            long left = Variables.number(sum.group(1));
            long right = Variables.number(sum.group(3));
            long result = switch (sum.group(2)) {
                case "+" -> left + right;
                case "-" -> left - right;
                case "*" -> left * right;
                case "/" -> right == 0 ? 0 : left / right;
                default -> right == 0 ? 0 : left % right;
            };
            variables.set(assignment.group(1), Long.toString(result));
        }
    }

    private void connect(String argument) {
        String[] parts = argument.replaceAll("^\\s*\\(|\\)\\s*$", "").split(",", -1);
        String name = parts[0].strip();
        session = name;
        boolean isReplica = argument.contains("SLAVE_") || REPLICA.matcher(name).matches();
        if (!isReplica) {
            sessions.connect(
                    name, new Sessions.Login(part(parts, 2, "root"), part(parts, 3, ""), part(parts, 4, "test")));
        }
    }

    private static String part(String[] parts, int place, String otherwise) {
        String part = parts.length > place ? unquoted(parts[place]) : "";
        return part.isEmpty() ? otherwise : part;
    }

    private void disconnect(String name) {
        sessions.disconnect(name);
        if (session.equals(name)) {
            session = FIRST_SESSION;
        }
    }

    private void source(String path) {
        switch (Includes.of(path)) {
            case BEGIN -> session = "master";
            case CONNECTION -> session = variables.get("rpl_connection_name");
            case SYNC -> sessions.lookAtStandby();
            case SYNC_TO_REPLICA -> {
                sessions.lookAtStandby();
                session = "slave";
            }
            case PLAY -> include(path);
            case PASS -> {
                // It looks after servers of the suite's own.
            }
        }
    }

    private void include(String path) {
        Optional<String> text = depth < DEEPEST ? sources.text(path) : Optional.empty();
        if (text.isEmpty()) {
            leaveOut("an include that is not there");
            return;
        }
        depth++;
        play(ScriptReader.read(text.get()));
        depth--;
    }
}

package dev.understudy.scenarios.suites.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a test file into commands. A line that begins with two dashes is a command of its own; everything else ends at the delimiter,
 * which a command may change; the head of a block ends at its brace. Not thread-safe; one for each file.
 */
public final class ScriptReader {

    private static final Set<String> NAMES = Set.of(
            "append_file",
            "assert",
            "cat_file",
            "change_user",
            "character_set",
            "chmod",
            "connect",
            "connection",
            "copy_file",
            "copy_files_wildcard",
            "dec",
            "delimiter",
            "die",
            "diff_files",
            "dirty_close",
            "disconnect",
            "echo",
            "end",
            "end_timer",
            "error",
            "eval",
            "evalp",
            "exec",
            "execw",
            "exec_in_background",
            "exit",
            "expr",
            "file_exists",
            "force-cpdir",
            "force-rmdir",
            "force_cpdir",
            "force_rmdir",
            "horizontal_results",
            "if",
            "inc",
            "let",
            "list_files",
            "list_files_append_file",
            "list_files_write_file",
            "lowercase_result",
            "mkdir",
            "move_file",
            "optimizer_trace",
            "output",
            "partially_sorted_result",
            "perl",
            "ping",
            "query",
            "query_attributes",
            "query_horizontal",
            "query_vertical",
            "real_sleep",
            "reap",
            "remove_file",
            "remove_files_wildcard",
            "replace_column",
            "replace_numeric_round",
            "replace_regex",
            "replace_result",
            "require",
            "reset_connection",
            "result",
            "result_format",
            "rmdir",
            "save_master_pos",
            "send",
            "send_eval",
            "send_kill",
            "send_quit",
            "send_shutdown",
            "shutdown_server",
            "skip",
            "skip_if_hypergraph",
            "sleep",
            "sorted_result",
            "source",
            "start_timer",
            "sync_slave_with_master",
            "sync_with_master",
            "system",
            "vertical_results",
            "wait_for_slave_to_stop",
            "while",
            "write_file",
            "write_line");

    /** These are followed by lines that end with a word of their own. */
    private static final Set<String> WITH_TEXT = Set.of("perl", "write_file", "append_file");

    private final String text;
    private final List<Command> commands = new ArrayList<>();
    private int at;
    private int line = 1;
    private String delimiter = ";";

    private ScriptReader(String text) {
        this.text = text.replace("\r\n", "\n");
    }

    public static List<Command> read(String text) {
        ScriptReader reader = new ScriptReader(text);
        reader.readAll();
        return List.copyOf(reader.commands);
    }

    private void readAll() {
        boolean isParsed = true;
        for (Command next = next(); next != null; next = next()) {
            String name = next.name();
            if (name.equals("disable_parsing") || name.equals("disable_testcase")) {
                isParsed = false;
            } else if (name.equals("enable_parsing") || name.equals("enable_testcase")) {
                isParsed = true;
            } else if (name.equals("delimiter")) {
                delimiter = next.argument().isEmpty() ? delimiter : next.argument();
            } else if (isParsed) {
                commands.add(next);
            }
            if (WITH_TEXT.contains(name)) {
                passText(next.argument());
            }
        }
    }

    private @Nullable Command next() {
        while (at < text.length()) {
            skipSpace();
            if (at >= text.length()) {
                return null;
            }
            if (text.startsWith(delimiter, at)) {
                at += delimiter.length();
            } else if (text.charAt(at) == '#') {
                restOfLine();
            } else if (text.startsWith("--", at)) {
                int begin = line;
                Command command = command(restOfLine().substring(2).strip(), begin);
                if (!command.name().equals(Command.QUERY)) {
                    return command;
                }
            } else if (text.charAt(at) == '}') {
                at++;
                return new Command(Command.END, "", line);
            } else if (text.charAt(at) == '{') {
                // The brace of a block whose head stands on the line before.
                at++;
            } else {
                int begin = line;
                return command(untilDelimiter(), begin);
            }
        }
        return null;
    }

    private static Command command(String whole, int line) {
        int end = 0;
        while (end < whole.length()
                && (Character.isLetterOrDigit(whole.charAt(end)) || "_-".indexOf(whole.charAt(end)) >= 0)) {
            end++;
        }
        String word = whole.substring(0, end).toLowerCase(Locale.ROOT);
        boolean known = NAMES.contains(word) || word.startsWith("disable_") || word.startsWith("enable_");
        return known
                ? new Command(word, whole.substring(end).strip(), line)
                : new Command(Command.QUERY, whole.strip(), line);
    }

    /** Up to the delimiter outside of quotes, or, for the head of a block, up to its brace. */
    private String untilDelimiter() {
        int begin = at;
        boolean isHead = isHead(begin);
        char quote = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (quote != 0) {
                if (c == '\\' && quote != '`' && at + 1 < text.length()) {
                    step();
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (text.startsWith(delimiter, at)) {
                String whole = text.substring(begin, at);
                at += delimiter.length();
                return whole;
            } else if (isHead && c == '{') {
                String whole = text.substring(begin, at);
                at++;
                return whole.strip();
            } else if (isHead && c == '\n' && isClosed(text.substring(begin, at))) {
                return text.substring(begin, at).strip();
            } else if (c == '\'' || c == '"' || c == '`') {
                quote = c;
            }
            step();
        }
        return text.substring(begin);
    }

    private boolean isHead(int begin) {
        String head = text.substring(begin, Math.min(begin + 8, text.length())).toLowerCase(Locale.ROOT);
        return head.matches("(?s)(if|while)\\s*\\(.*");
    }

    private static boolean isClosed(String head) {
        return head.strip().endsWith(")");
    }

    /** The lines up to the one that says EOF, or what the command gives instead; they are no commands. */
    private void passText(String argument) {
        String[] words = argument.split("\\s+");
        String last = words.length > 1 ? words[words.length - 1] : argument.matches("[A-Z_]+") ? argument : "EOF";
        restOfLine();
        while (at < text.length() && !restOfLine().strip().equals(last)) {
            continue;
        }
    }

    private String restOfLine() {
        int end = text.indexOf('\n', at);
        String rest = text.substring(at, end < 0 ? text.length() : end);
        at = end < 0 ? text.length() : end + 1;
        line++;
        return rest;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            step();
        }
    }

    private void step() {
        if (text.charAt(at) == '\n') {
            line++;
        }
        at++;
    }
}

package dev.understudy.scenarios.suites.script;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which end belongs to which block. Pure. */
final class Blocks {

    private final List<Command> commands;
    private final Map<Integer, Integer> ends = new HashMap<>();
    private final Map<Integer, Integer> begins = new HashMap<>();

    Blocks(List<Command> commands) {
        this.commands = commands;
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < commands.size(); i++) {
            if (commands.get(i).opensBlock()) {
                open.push(i);
            } else if (commands.get(i).name().equals(Command.END) && !open.isEmpty()) {
                begins.put(i, open.peek());
                ends.put(open.pop(), i);
            }
        }
    }

    /** Where the block ends that begins here; the last command where it is never closed. */
    int endOf(int begin) {
        return ends.getOrDefault(begin, commands.size() - 1);
    }

    int beginOf(int end) {
        return begins.getOrDefault(end, end + 1);
    }

    boolean isLoop(int end) {
        Integer begin = begins.get(end);
        return begin != null && commands.get(begin).name().equals("while");
    }
}

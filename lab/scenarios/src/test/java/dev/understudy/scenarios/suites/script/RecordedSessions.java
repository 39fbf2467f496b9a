package dev.understudy.scenarios.suites.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes down what it is told, one line each, and answers queries with what it was given. */
final class RecordedSessions implements Sessions {

    final List<String> told = new ArrayList<>();
    private final Map<String, Answer> answers = new HashMap<>();

    RecordedSessions answering(String sql, Answer answer) {
        answers.put(sql, answer);
        return this;
    }

    @Override
    public void execute(String session, String sql) {
        told.add(session + ": " + sql);
    }

    @Override
    public void send(String session, String sql) {
        told.add(session + " sends: " + sql);
    }

    @Override
    public void reap(String session) {
        told.add(session + " reaps");
    }

    @Override
    public Answer query(String session, String sql) {
        return answers.getOrDefault(sql, new Answer(List.of(), List.of()));
    }

    @Override
    public void connect(String session, Login login) {
        told.add(session + " connects as " + login.user() + " to " + login.schema());
    }

    @Override
    public void disconnect(String session) {
        told.add(session + " disconnects");
    }

    @Override
    public void lookAtStandby() {
        told.add("look");
    }
}

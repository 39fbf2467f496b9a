package dev.understudy.bench.replay;

import java.time.Duration;
import java.util.List;

/** A subject that applies nothing and tells what it was asked. */
final class FakeSubject implements Subject {

    private final String name;
    private final List<String> calls;

    FakeSubject(String name, List<String> calls) {
        this.name = name;
        this.calls = calls;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void receive(Backlog backlog) {
        calls.add(name + " receives");
    }

    @Override
    public void begin() {
        calls.add(name + " begins");
    }

    @Override
    public void finish(Backlog backlog, Duration patience) {
        calls.add(name + " finishes");
    }

    @Override
    public void end() {
        calls.add(name + " ends");
    }

    @Override
    public Cpu cpu() {
        return new Cpu(calls.size(), 0);
    }
}

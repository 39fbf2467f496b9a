package dev.understudy.agent.report;

import dev.understudy.agent.Node;
import dev.understudy.agent.server.ServerFacts;
import dev.understudy.events.SelfReport;
import dev.understudy.heartbeat.HeartbeatPublisher;
import dev.understudy.heartbeat.Stamp;

/** Publishes the node's self-report from the newest findings. Waits for nobody. */
public final class SelfReports {

    private final Node node;
    private final Findings findings;
    private final HeartbeatPublisher publisher;

    public SelfReports(Node node, Findings findings, HeartbeatPublisher publisher) {
        this.node = node;
        this.findings = findings;
        this.publisher = publisher;
    }

    public void publish() {
        publisher.publish(node.name(), this::report);
    }

    private SelfReport report(Stamp stamp) {
        long now = System.nanoTime();
        ServerFacts facts = findings.server().facts(now);
        return new SelfReport(
                node.cluster(),
                node.name(),
                node.host(),
                stamp.writer(),
                stamp.sequence(),
                stamp.at(),
                findings.reigns().get().highest(),
                findings.process().current(),
                findings.connect().last(now),
                findings.canary().view(now),
                facts == null ? null : facts.readOnly(),
                facts == null ? null : facts.executed(),
                findings.machine()
                        .read(
                                facts == null ? null : facts.connectionsUsed(),
                                facts == null ? null : facts.connectionsAllowed()),
                findings.fencer().report());
    }
}

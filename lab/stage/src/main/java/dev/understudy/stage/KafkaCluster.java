package dev.understudy.stage;

import dev.understudy.stage.KafkaBroker.Seat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/** Kafka nodes that are one cluster, each of them broker and controller. Immutable; each broker is used from one thread at a time. */
public final class KafkaCluster {

    private final List<KafkaBroker> brokers;

    /**
     * What is started.
     *
     * @param name of its processes, each with its number behind it: {@code kafka-1}
     * @param brokers how many, 1 and up
     * @param jvm more flags of their JVMs
     */
    public record Options(String name, int brokers, List<String> jvm) {
        public Options {
            if (brokers < 1) {
                throw new IllegalArgumentException("a cluster has at least one broker, not " + brokers);
            }
            jvm = List.copyOf(jvm);
        }
    }

    private KafkaCluster(List<KafkaBroker> brokers) {
        this.brokers = List.copyOf(brokers);
    }

    /**
     * Makes a new cluster and starts it.
     *
     * @throws StageException where it does not become complete
     */
    public static KafkaCluster start(Stage stage, Options options) {
        List<Seat> seats = IntStream.rangeClosed(1, options.brokers())
                .mapToObj(id -> Seat.free(stage, options.name() + "-" + id, id))
                .toList();
        Uuid id = Uuid.randomUuid();
        List<KafkaBroker> brokers = seats.stream()
                .map(seat -> KafkaBroker.create(stage, seat, seats, id, options.jvm()))
                .toList();
        // None of several is up before a majority of them is.
        brokers.forEach(KafkaBroker::startWithoutWaiting);
        brokers.forEach(KafkaBroker::awaitReady);
        return new KafkaCluster(brokers);
    }

    /** {@code host:port} of each, with commas, for clients. */
    public String bootstrap() {
        return brokers.stream().map(KafkaBroker::bootstrap).collect(Collectors.joining(","));
    }

    public List<KafkaBroker> brokers() {
        return brokers;
    }
}

package dev.understudy.scenarios.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.events.Topics;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What may befall a journal behind everybody's back. */
public final class JournalDamage {

    private final Path broker;
    private final Map<String, Object> client;
    private final TopicPartition journal;

    JournalDamage(JournalStage system) {
        this(system.stage.folder().data(system.kafka.name()), system.client(), JournalStage.CLUSTER);
    }

    /**
     * @param broker the folder of the only broker's data
     * @param client a client's properties
     */
    public JournalDamage(Path broker, Map<String, Object> client, String cluster) {
        this.broker = broker;
        this.client = client;
        this.journal = new TopicPartition(Topics.journal(cluster), 0);
    }

    /** Flips a bit of a text wherever it stands on the broker's disk; done twice it is as before. */
    public void flip(String text) throws IOException {
        Path folder = broker.resolve(journal.toString());
        List<Path> segments;
        try (Stream<Path> files = Files.list(folder)) {
            segments = files.filter(file -> file.toString().endsWith(".log")).toList();
        }
        // Its first letter is the one that is flipped.
        String rest = text.substring(1);
        int flipped = 0;
        for (Path segment : segments) {
            String content = Files.readString(segment, ISO_8859_1);
            try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
                for (int at = content.indexOf(rest); at > 0; at = content.indexOf(rest, at + 1)) {
                    file.seek(at - 1L);
                    file.write(content.charAt(at - 1) ^ 1);
                    flipped++;
                }
            }
        }
        if (flipped == 0) {
            throw new AssertionError("the journal does not hold " + text);
        }
    }

    /** Removes everything up to and with the first record that holds a text. */
    void cutBefore(String text) throws Exception {
        long offset = offsetOf(text);
        try (Admin admin = Admin.create(client)) {
            admin.deleteRecords(Map.of(journal, RecordsToDelete.beforeOffset(offset + 1)))
                    .all()
                    .get();
        }
    }

    /** Writes what is no record. */
    void write(String text) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(journal.topic(), 0, null, text.getBytes(UTF_8)))
                    .get();
        }
    }

    private long offsetOf(String text) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(journal));
            consumer.seekToBeginning(List.of(journal));
            long end = consumer.endOffsets(List.of(journal)).getOrDefault(journal, 0L);
            while (consumer.position(journal) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (new String(record.value(), ISO_8859_1).contains(text)) {
                        return record.offset();
                    }
                }
            }
        }
        throw new AssertionError("the journal does not hold " + text);
    }
}

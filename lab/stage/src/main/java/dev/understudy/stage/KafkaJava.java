package dev.understudy.stage;

import java.util.ArrayList;
import java.util.List;

/** A child JVM on Kafka's own class path: broker, tools, Connect worker. */
final class KafkaJava {

    private KafkaJava() {}

    /**
     * @param jvm more flags; they win over ours
     */
    static ChildSpec spec(
            Stage stage, String child, int heapMegabytes, String main, List<String> arguments, List<String> jvm) {
        List<String> program = new ArrayList<>(List.of(main));
        program.addAll(arguments);
        List<String> java = new ArrayList<>(JavaFlags.small(heapMegabytes));
        // Outside of the heap each of a broker's six threads keeps a buffer as large as the largest record that it
        // wrote.
        java.add("-XX:MaxDirectMemorySize=2g");
        java.addAll(stage.distribution().sharedClasses(ClassPath.KAFKA));
        java.addAll(jvm);
        return spec(stage, child, java, stage.distribution().kafkaClassPath(), program);
    }

    /**
     * @param java the program and its flags
     * @param program the main class and its arguments
     */
    static ChildSpec spec(Stage stage, String child, List<String> java, String classPath, List<String> program) {
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of(
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSS",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
                // One line for every key of every configuration, many times over.
                "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.common.config.AbstractConfig=warn",
                "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.clients.consumer.ConsumerConfig=warn",
                "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.clients.producer.ProducerConfig=warn",
                "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.clients.admin.AdminClientConfig=warn",
                "-cp",
                classPath));
        command.addAll(program);
        return ChildSpec.of(child, command, stage.folder().log(child));
    }
}

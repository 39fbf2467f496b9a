package dev.understudy.scenarios.journal;

import dev.understudy.binlog.Boundaries;
import dev.understudy.binlog.Dialect;
import dev.understudy.binlog.LogEvent;
import dev.understudy.stage.DatabaseServer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The transactions of a server's binlog files, byte for byte. */
final class BinlogOnDisk {

    private static final int MAGIC = 4;

    private BinlogOnDisk() {}

    /** By GTID, in the log's order. */
    static Map<String, byte[]> transactions(DatabaseServer server) throws Exception {
        Map<String, byte[]> transactions = new LinkedHashMap<>();
        for (String name : Files.readAllLines(server.data().resolve("binlog.index"))) {
            Path file = server.data().resolve(name).normalize();
            read(server.engine(), file.getFileName().toString(), Files.readAllBytes(file), transactions);
        }
        return transactions;
    }

    private static void read(String engine, String name, byte[] file, Map<String, byte[]> transactions)
            throws Exception {
        Boundaries boundaries = new Boundaries(Dialect.of(engine), name);
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int start = MAGIC;
        for (int at = MAGIC; at < file.length; ) {
            int size = bytes.getInt(at + 9);
            LogEvent event = new LogEvent(file[at + 4] & 0xFF, bytes.getInt(at + 5), size, at);
            int body = at + LogEvent.HEADER;
            switch (boundaries.take(
                    event,
                    most -> ByteBuffer.wrap(file, body, Math.min(most, size - LogEvent.HEADER))
                            .slice()
                            .order(ByteOrder.LITTLE_ENDIAN))) {
                case BEGINS -> start = at;
                case ENDS ->
                    transactions.put(boundaries.transaction().gtid(), Arrays.copyOfRange(file, start, at + size));
                case OUTSIDE, WITHIN -> {}
            }
            at += size;
        }
    }
}

package dev.understudy.agent.tail;

import dev.understudy.binlog.LogEvent;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a MariaDB binlog of many transactions, each a GTID, a row event of 400 bytes and an XID; without checksums. */
final class LargeBinlog {

    private static final int ROW = 400;

    private long position;

    private LargeBinlog() {}

    static Path write(Path folder, long transactions) throws IOException {
        Path file = folder.resolve("binlog.000001");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            new LargeBinlog().write(out, transactions);
        }
        Files.writeString(folder.resolve("binlog.index"), "./binlog.000001\n");
        return file;
    }

    private void write(OutputStream out, long transactions) throws IOException {
        out.write(new byte[] {(byte) 0xfe, 'b', 'i', 'n'});
        position = 4;
        event(out, LogEvent.FORMAT_DESCRIPTION, new byte[60]);
        event(out, LogEvent.MARIADB_GTID_LIST, new byte[4]);
        byte[] row = new byte[ROW];
        for (long number = 1; number <= transactions; number++) {
            event(out, LogEvent.MARIADB_GTID, little(19).putLong(0, number).array());
            event(out, 23, row);
            event(out, LogEvent.XID, new byte[8]);
        }
    }

    private void event(OutputStream out, int type, byte[] body) throws IOException {
        int size = LogEvent.HEADER + body.length;
        ByteBuffer header = little(LogEvent.HEADER);
        header.put(4, (byte) type).putInt(5, 1).putInt(9, size).putInt(13, (int) (position + size));
        out.write(header.array());
        out.write(body);
        position += size;
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}

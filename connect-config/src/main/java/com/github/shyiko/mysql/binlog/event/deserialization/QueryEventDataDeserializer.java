package com.github.shyiko.mysql.binlog.event.deserialization;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.shyiko.mysql.binlog.event.QueryEventData;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import dev.understudy.connect.statement.Marker;
import java.io.IOException;

/**
 * Stands in the place of the binlog reader's class of this name, which passes over the event's status variables and takes every
 * statement for UTF-8 (0.40.6 and 0.41.0). DDL leaves it with a {@link Marker}, and text as its session's character set has it.
 * A plugin's jars are searched in the order of their names, and ours comes first; {@link
 * dev.understudy.connect.value.FaithfulValues} refuses to start where it does not.
 */
public class QueryEventDataDeserializer implements EventDataDeserializer<QueryEventData> {

    /** Behind the schema's name. */
    private static final int END_OF_NAME = 1;

    @Override
    public QueryEventData deserialize(ByteArrayInputStream in) throws IOException {
        QueryEventData event = new QueryEventData();
        event.setThreadId(in.readLong(4));
        event.setExecutionTime(in.readLong(4));
        int schemaLength = in.readInteger(1);
        int error = in.readInteger(2);
        event.setErrorCode(error);
        byte[] status = in.read(in.readInteger(2));
        String schema = new String(in.read(schemaLength), UTF_8);
        in.read(END_OF_NAME);
        event.setDatabase(schema);
        event.setSql(Marker.put(schema, status, error, in.read(in.available())));
        return event;
    }
}

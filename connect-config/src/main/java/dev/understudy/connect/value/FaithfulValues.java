package dev.understudy.connect.value;

import com.github.shyiko.mysql.binlog.event.deserialization.QueryEventDataDeserializer;
import io.debezium.connector.binlog.event.RowDeserializers;
import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import java.security.CodeSource;
import java.util.Properties;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Debezium's converter for every column of every table. What a value becomes depends on nothing but the value as it stood in the
 * binlog: not on the connector's idea of the column, which may be stale or read from DDL that it did not understand. A reader
 * asks the server that it writes to what the column is.
 */
public final class FaithfulValues implements CustomConverter<SchemaBuilder, RelationalColumn> {

    /**
     * @throws ConnectException where the connector would not hand out impossible dates, or the sessions of DDL
     */
    @Override
    public void configure(Properties properties) {
        requireOurs(RowDeserializers.class, "zero dates would be lost");
        requireOurs(QueryEventDataDeserializer.class, "the sessions of DDL and its trailing comments would be lost");
    }

    private static void requireOurs(Class<?> standIn, String otherwise) {
        CodeSource ours = FaithfulValues.class.getProtectionDomain().getCodeSource();
        CodeSource found = standIn.getProtectionDomain().getCodeSource();
        if (ours == null || found == null || !ours.getLocation().equals(found.getLocation())) {
            throw new ConnectException(otherwise + ": " + standIn.getName()
                    + " is the connector's own; the plugin's folder must hold Understudy's jar under a name that comes"
                    + " before the connector's, such as cli/target/dist/lib/plugins has it");
        }
    }

    @Override
    public void converterFor(RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
        registration.register(new AnyText(), FaithfulValues::carry);
    }

    private static @Nullable Object carry(@Nullable Object value) {
        return value == null ? null : CarriedText.of(value);
    }

    /**
     * A text or null, whatever the column's declaration says. Without a default: Connect puts a field's default in the place of
     * NULL, and the row would arrive with a value that it does not have.
     */
    private static final class AnyText extends SchemaBuilder {

        AnyText() {
            super(Schema.Type.STRING);
            super.optional();
        }

        @Override
        public SchemaBuilder optional() {
            return this;
        }

        @Override
        public SchemaBuilder required() {
            return this;
        }

        @Override
        public SchemaBuilder defaultValue(@Nullable Object value) {
            return this;
        }
    }
}

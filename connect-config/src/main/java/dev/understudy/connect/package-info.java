/**
 * The configuration that makes Debezium and a Connect worker write one ordered changelog, as resources with placeholders,
 * and the code that fills them. The module's README says why each unusual key is set.
 */
@NullMarked
package dev.understudy.connect;

import org.jspecify.annotations.NullMarked;

/** HogQL's types: ClickHouse's, as far as its users see them, and the rules by which they meet. */
@NullMarked
@NamedInterface("type")
package dev.hedgerow.hogql.type;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

package dev.hedgerow.activity;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What it was done to.
 *
 * @param scope the kind of thing, in the words of the wire, such as {@code DataWarehouseSavedQuery}
 * @param name what people call it at that moment; it stays readable after the item is gone
 */
public record Item(String scope, String id, @Nullable String name) {

    public Item(String scope, UUID id, @Nullable String name) {
        this(scope, id.toString(), name);
    }
}

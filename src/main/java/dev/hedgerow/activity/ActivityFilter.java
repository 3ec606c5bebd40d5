package dev.hedgerow.activity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which lines of a project's log are wanted; an empty set of scopes and a null mean any. */
record ActivityFilter(
        List<String> scopes,
        @Nullable String itemId,
        @Nullable String user) {

    static ActivityFilter item(String scope, String itemId) {
        return new ActivityFilter(List.of(scope), itemId, null);
    }

    String sql() {
        return (scopes.isEmpty() ? "" : "AND scope IN (:scopes)\n")
                + (itemId == null ? "" : "AND item_id = :item\n")
                + (user == null ? "" : "AND user_id::text = :user\n");
    }

    Map<String, Object> values() {
        var values = new HashMap<String, Object>();
        if (!scopes.isEmpty()) {
            values.put("scopes", scopes);
        }
        if (itemId != null) {
            values.put("item", itemId);
        }
        if (user != null) {
            values.put("user", user);
        }
        return values;
    }
}

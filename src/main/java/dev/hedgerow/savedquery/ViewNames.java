package dev.hedgerow.savedquery;

import dev.hedgerow.auth.Team;
import dev.hedgerow.catalog.Catalog;
import dev.hedgerow.web.InvalidInput;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** What a view may be called. */
@Component
class ViewNames {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_$][A-Za-z0-9_.$]*");
    private static final String RESERVED = "system";

    private final Catalog catalog;

    ViewNames(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Accepts a name that nothing in the project has.
     *
     * @throws InvalidInput saying why it cannot be
     */
    void check(Team team, String name) {
        var parts = List.of(name.split("\\.", -1));
        if (parts.getFirst().equalsIgnoreCase(RESERVED)) {
            throw new InvalidInput(
                    "name", "The system namespace is reserved for built-in tables. Choose a different view name.");
        }
        if (!NAME.matcher(name).matches() || parts.contains("")) {
            // The space at the end is part of the text that clients know.
            throw new InvalidInput(
                    "name",
                    "%s is not a valid view name. View names can only contain letters, numbers, '_', '.', or '$' "
                            .formatted(name));
        }
        if (catalog.schema(team).find(parts).isPresent()) {
            throw new InvalidInput("name", "A table with this name already exists.");
        }
    }
}

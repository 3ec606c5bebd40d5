package dev.hedgerow.savedquery;

import dev.hedgerow.auth.Team;
import dev.hedgerow.catalog.TableProvider;
import dev.hedgerow.hogql.TableDefinition;
import dev.hedgerow.hogql.type.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Offers a project its views; one that has been materialized is a table, and is offered as such before it gets here.
 */
@Component
@Order(20)
class SavedViews implements TableProvider {

    private final SavedQueryRepository views;

    SavedViews(SavedQueryRepository views) {
        this.views = views;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Offer> find(Team team, List<String> name) {
        return views.findByName(team.id(), String.join(".", name)).map(SavedViews::offer);
    }

    private static Offer offer(SavedQuery view) {
        var columns = new LinkedHashMap<String, Type>();
        view.columns()
                .forEach(column -> columns.put(column.name(), column.shape().parsedType()));
        var definition = new TableDefinition.View(view.name(), ViewQuery.textOf(view.query()), columns);
        return new Offer(definition, view.queryRevision().toString());
    }

    @Override
    @Transactional(readOnly = true)
    public Collection<String> names(Team team) {
        return views.names(team.id());
    }
}

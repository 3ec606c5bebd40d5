package dev.hedgerow.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.engine.WarehouseException.QueryFailed;
import org.junit.jupiter.api.Test;

class QueryUnavailableTest {

    @Test
    void whatTheDataMakeFailIsTheCallersAndAWrongStatementIsOurs() {
        var ofData = QueryUnavailable.of(new QueryFailed("Could not convert string 'x' to INT32", null));
        var ofStatement = QueryUnavailable.of(QueryFailed.ofStatement("No function matches", null));

        assertThat(ofData.status().value()).isEqualTo(400);
        assertThat(ofStatement.status().value()).isEqualTo(500);
        assertThat(ofStatement.error().detail()).endsWith("No function matches");
    }
}

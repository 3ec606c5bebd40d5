package dev.hedgerow.modelingjob;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hedgerow.web.Cursored;
import dev.hedgerow.web.Paginated;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of runs; only slices are counted, since a walk shall cost the same however many there are. */
record JobPage(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long count,
        @Nullable String next,
        @Nullable String previous,
        List<JobResponse> results) {

    static JobPage of(Cursored<JobResponse> page) {
        return new JobPage(null, page.next(), page.previous(), page.results());
    }

    static JobPage of(Paginated<JobResponse> page) {
        return new JobPage(page.count(), page.next(), page.previous(), page.results());
    }
}

package dev.hedgerow.query;

import dev.hedgerow.engine.WarehouseException;
import dev.hedgerow.web.ApiError;
import dev.hedgerow.web.ApiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** The query may be right, but it was not answered: too slow, too large, or the warehouse is not there. */
public class QueryUnavailable extends ApiException {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(QueryUnavailable.class);

    /** PostHog's own, of which HTTP knows nothing. */
    private static final HttpStatusCode OUT_OF_MEMORY = HttpStatusCode.valueOf(513);

    private QueryUnavailable(HttpStatusCode status, String code, String detail) {
        super(status, new ApiError("server_error", code, detail, null));
    }

    /** The statement was written by our compiler, so its mistakes are not the caller's. */
    private static ApiException ours(WarehouseException.QueryFailed failure) {
        LOG.error("The warehouse does not understand what HogQL was compiled to", failure);
        return new QueryUnavailable(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "error",
                "This query was not compiled correctly: " + failure.getMessage());
    }

    /** The answer to a failure of the warehouse. */
    public static ApiException of(WarehouseException failure) {
        var detail = String.valueOf(failure.getMessage());
        return switch (failure) {
            case WarehouseException.QueryFailed failed when failed.isOfStatement() -> ours(failed);
            case WarehouseException.QueryFailed _,
                    WarehouseException.QueryRefused _,
                    WarehouseException.TableMissing _,
                    WarehouseException.Cancelled _ -> new InvalidQuery(detail);
            case WarehouseException.TimedOut _ -> new QueryUnavailable(HttpStatus.GATEWAY_TIMEOUT, "error", detail);
            case WarehouseException.OutOfMemory _ ->
                new QueryUnavailable(OUT_OF_MEMORY, "clickhouse_memory_limit_exceeded", detail);
            case WarehouseException.OutOfDisk _,
                    WarehouseException.Busy _,
                    WarehouseException.Unavailable _,
                    WarehouseException.WriteConflict _ ->
                new QueryUnavailable(HttpStatus.SERVICE_UNAVAILABLE, "error", detail);
            case WarehouseException.VersionExists _, WarehouseException.Damaged _, WarehouseException.Internal _ ->
                new QueryUnavailable(HttpStatus.INTERNAL_SERVER_ERROR, "error", detail);
        };
    }
}

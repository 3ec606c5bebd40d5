package dev.hedgerow.query;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** How far a query is that is polled for. */
record QueryStatusResponse(Status queryStatus) {

    /** 202 while it runs, 200 with its answer, 400 for a refusal and 500 for a failure of ours. */
    HttpStatus httpStatus() {
        if (!queryStatus.complete) {
            return HttpStatus.ACCEPTED;
        }
        if (!queryStatus.error) {
            return HttpStatus.OK;
        }
        return queryStatus.errorMessage == null ? HttpStatus.INTERNAL_SERVER_ERROR : HttpStatus.BAD_REQUEST;
    }

    /** Every key is there, in the order of the alphabet; {@code results} is the whole answer. */
    record Status(
            @Nullable Long budgetRemainingBytes,
            @Nullable Long bytesRead,
            @Nullable String cacheKey,
            boolean complete,
            @Nullable Long dashboardId,
            @Nullable Instant endTime,
            boolean error,
            @Nullable String errorCode,
            @Nullable String errorMessage,
            Instant expirationTime,
            String id,
            @Nullable Long insightId,
            @Nullable List<String> labels,
            @Nullable Instant pickupTime,
            boolean queryAsync,
            @Nullable Object queryProgress,
            @Nullable Object queryScan,
            @Nullable QueryAnswer results,
            Instant startTime,
            String taskId,
            long teamId) {}
}

package dev.hedgerow.operations;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How rows are counted.
 *
 * @param billingMode whether there is a period to count them by
 */
@ConfigurationProperties("hedgerow")
record OperationsSettings(@DefaultValue("calendar-month") BillingMode billingMode) {

    enum BillingMode {
        NONE,
        CALENDAR_MONTH
    }
}

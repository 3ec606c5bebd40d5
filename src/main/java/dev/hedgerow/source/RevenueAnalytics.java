package dev.hedgerow.source;

/** What revenue analytics would make of a source's charges. */
record RevenueAnalytics(boolean enabled, boolean includeInvoicelessCharges) {}

package dev.hedgerow.account;

/** A key and, this once, what it says. */
record NewKey(PersonalApiKey key, String value) {}

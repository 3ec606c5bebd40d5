package dev.hedgerow.account;

/** The login worked; what it gave is in the cookies. */
record LoginResponse(boolean success) {}

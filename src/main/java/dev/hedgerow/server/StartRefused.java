package dev.hedgerow.server;

/** Something only the operator can put right keeps the server from starting; the message is the one line they see. */
public final class StartRefused extends RuntimeException {

    public StartRefused(String reason) {
        super(reason);
    }

    public StartRefused(String reason, Throwable cause) {
        super(reason, cause);
    }
}

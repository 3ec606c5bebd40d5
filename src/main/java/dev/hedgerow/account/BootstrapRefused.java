package dev.hedgerow.account;

/** An entry of the bootstrap file cannot be what it says. */
class BootstrapRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;

    BootstrapRefused(int line, String reason) {
        super(reason);
        this.line = line;
    }

    int line() {
        return line;
    }
}

package dev.hedgerow.managedwarehouse;

/** A role and the password that it has now; shown once and kept nowhere. */
record Login(String username, String password) {

    @Override
    public String toString() {
        return "login of " + username;
    }
}

package dev.hedgerow.contract;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

/** The one thing a project has one of, and that operations find in different states. */
record ManagedWarehouse(Client client, Reference reference) {

    private static final String PROVISION = "data_warehouse/provision";
    private static final String DEPROVISION = "data_warehouse/deprovision";
    private static final String NONE = "none";

    /** Brings it to where the operation is documented to succeed. */
    void prepare(Operation operation) {
        switch (operation.rest()) {
            case PROVISION -> remove();
            case DEPROVISION, "data_warehouse/reset-password", "data_warehouse/warehouse_status" -> make();
            default -> {}
        }
    }

    private void make() {
        var state = settled();
        if (!state.equals("ready")) {
            client.send(
                    "POST",
                    "projects",
                    PROVISION,
                    reference.body("POST " + PROVISION).orElseThrow());
            settled();
        }
    }

    private void remove() {
        if (settled().equals("ready")) {
            client.send("POST", "projects", DEPROVISION, null);
            settled();
        }
    }

    /** The state that is no longer about to change. */
    private String settled() {
        return await().atMost(60, SECONDS).until(this::state, state -> !state.matches("pending|provisioning|deleting"));
    }

    private String state() {
        var answer = client.send("GET", "projects", "data_warehouse/warehouse_status", null);
        return answer.status() == 404 ? NONE : answer.body().path("state").stringValue();
    }
}

package dev.hedgerow.modelingjob;

import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Wakes the views that waited for a run: after its transaction and one by one, so that no two rows are held at once.
 */
@Component
class Wakeup {

    private final Waits waits;
    private final Trigger trigger;

    Wakeup(Waits waits, Trigger trigger) {
        this.waits = waits;
        this.trigger = trigger;
    }

    @TransactionalEventListener
    void on(MaterializationFinished run) {
        var released = waits.release(run.view());
        if (!released.isEmpty()) {
            waits.free(released).forEach(trigger::rearrange);
        }
    }
}

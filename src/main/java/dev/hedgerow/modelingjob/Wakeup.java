package dev.hedgerow.modelingjob;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Wakes the views that waited for a run. After its transaction and not in it, because nobody holds two views' rows at
 * once but here, in order.
 */
@Component
class Wakeup {

    private final Waits waits;
    private final MaterializationRepository standings;
    private final Trigger trigger;

    Wakeup(Waits waits, MaterializationRepository standings, Trigger trigger) {
        this.waits = waits;
        this.standings = standings;
        this.trigger = trigger;
    }

    @TransactionalEventListener
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void on(MaterializationFinished run) {
        waits.release(run.view()).forEach(view -> standings.lock(view).ifPresent(trigger::arrange));
    }
}

package dev.hedgerow.source;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RediscoveryConfiguration {

    private static final int HOURS = 6;

    @Bean
    Task<Void> lookAtSources(Rediscovery rediscovery) {
        return Tasks.recurring("look-at-sources", FixedDelay.ofHours(HOURS)).execute((_, _) -> rediscovery.arrange());
    }

    /** The next round tries again what failed in this one. */
    @Bean
    Task<Void> lookAtSource(Rediscovery rediscovery) {
        return Tasks.oneTime(Rediscovery.LOOK)
                .onFailure((failed, operations) -> operations.remove())
                .execute((instance, _) -> rediscovery.look(UUID.fromString(instance.getId())));
    }
}

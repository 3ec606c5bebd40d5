package dev.hedgerow.modelingjob;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface JobRepository extends Repository<Job, UUID> {

    @Query("SELECT j FROM Job j WHERE j.teamId = :team AND j.savedQueryId = :view AND j.status = RUNNING")
    Optional<Job> findRunning(long team, UUID view);

    Optional<Job> findById(UUID id);

    Job saveAndFlush(Job job);

    @Modifying
    @Query("UPDATE Job j SET j.rowsExpected = :rows WHERE j.attempt = :attempt AND j.status = RUNNING")
    void expect(long attempt, long rows);

    @Modifying
    @Query("UPDATE Job j SET j.runMode = 'incremental' WHERE j.attempt = :attempt AND j.status = RUNNING")
    void markIncremental(long attempt);

    @Query(value = "SELECT nextval('data_modeling_attempt')", nativeQuery = true)
    long nextAttempt();
}

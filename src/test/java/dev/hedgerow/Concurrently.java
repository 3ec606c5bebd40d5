package dev.hedgerow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;

/** The same request from many clients in the same moment. */
public final class Concurrently {

    private Concurrently() {}

    /** What each of {@code times} calls answered, all of them begun at once. */
    public static <T> List<T> run(int times, Callable<T> call) throws Exception {
        var start = new CyclicBarrier(times);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<T>>();
            for (int i = 0; i < times; i++) {
                calls.add(() -> {
                    start.await();
                    return call.call();
                });
            }
            var answers = new ArrayList<T>();
            for (var answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}

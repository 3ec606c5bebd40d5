package dev.hedgerow.connector.postgres;

import dev.hedgerow.connector.ConnectorException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A few blocks of rows between the thread that receives and the one that decodes; either waits for the other. */
final class Handoff {

    private static final int BLOCKS = 6;

    private final Deque<Block> blocks = new ArrayDeque<>();
    private @Nullable ConnectorException failure;
    private boolean finished;
    private boolean closed;

    /** Rows as they came. */
    static final class Block {
        final byte[][] rows;
        final int count;

        Block(byte[][] rows, int count) {
            this.rows = rows;
            this.count = count;
        }
    }

    /** False when nobody wants it any more. */
    synchronized boolean put(Block block) throws InterruptedException {
        while (blocks.size() == BLOCKS && !closed) {
            wait();
        }
        blocks.add(block);
        notifyAll();
        return !closed;
    }

    synchronized void finish() {
        finished = true;
        notifyAll();
    }

    synchronized void fail(ConnectorException failure) {
        this.failure = failure;
        notifyAll();
    }

    synchronized void close() {
        closed = true;
        blocks.clear();
        notifyAll();
    }

    /** The next block, null at the end; what was received before a failure comes before it. */
    synchronized @Nullable Block take() {
        while (blocks.isEmpty() && failure == null && !finished && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ConnectorException.Cancelled();
            }
        }
        if (closed) {
            throw new ConnectorException.Cancelled();
        }
        var block = blocks.poll();
        if (block != null) {
            notifyAll();
        } else if (failure != null) {
            throw failure;
        }
        return block;
    }

    synchronized boolean isFinished() {
        return finished;
    }
}

package dev.hedgerow.connector.postgres;

import dev.hedgerow.connector.ConnectorException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Blocks of rows between the thread that receives and the one that decodes; either waits for the other. They are enough
 * for the source to go on sending while what it sent before is being committed.
 */
final class Handoff {

    private static final int BLOCKS = 64;

    private final Deque<Block> blocks = new ArrayDeque<>();
    private @Nullable ConnectorException failure;
    private boolean finished;
    private boolean closed;

    /** Whole rows as they came, one after the other. */
    static final class Block {
        final byte[] bytes;
        final int end;

        Block(byte[] bytes, int end) {
            this.bytes = bytes;
            this.end = end;
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

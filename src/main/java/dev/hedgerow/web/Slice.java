package dev.hedgerow.web;

import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;

/** Any run of rows as Spring Data's repositories take it; theirs can only start at a multiple of its length. */
record Slice(long offset, int limit) implements Pageable {

    /** JPA counts rows in an int; no list is as long, so a later offset is as empty as this one. */
    Slice {
        offset = Math.min(offset, Integer.MAX_VALUE);
    }

    @Override
    public int getPageNumber() {
        return (int) (offset / limit);
    }

    @Override
    public int getPageSize() {
        return limit;
    }

    @Override
    public long getOffset() {
        return offset;
    }

    @Override
    public Sort getSort() {
        return Sort.unsorted();
    }

    @Override
    public Pageable next() {
        return new Slice(offset + limit, limit);
    }

    @Override
    public Pageable previousOrFirst() {
        return hasPrevious() ? new Slice(Math.max(0, offset - limit), limit) : this;
    }

    @Override
    public Pageable first() {
        return new Slice(0, limit);
    }

    @Override
    public Pageable withPage(int pageNumber) {
        return new Slice((long) pageNumber * limit, limit);
    }

    @Override
    public boolean hasPrevious() {
        return offset > 0;
    }
}

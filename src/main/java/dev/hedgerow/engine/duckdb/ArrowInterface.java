package dev.hedgerow.engine.duckdb;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/** The structures of Arrow's C data interface, through which DuckDB reads columns that lie in our memory. */
final class ArrowInterface {

    static final StructLayout SCHEMA = MemoryLayout.structLayout(
            ADDRESS.withName("format"),
            ADDRESS.withName("name"),
            ADDRESS.withName("metadata"),
            JAVA_LONG.withName("flags"),
            JAVA_LONG.withName("n_children"),
            ADDRESS.withName("children"),
            ADDRESS.withName("dictionary"),
            ADDRESS.withName("release"),
            ADDRESS.withName("private_data"));

    static final StructLayout ARRAY = MemoryLayout.structLayout(
            JAVA_LONG.withName("length"),
            JAVA_LONG.withName("null_count"),
            JAVA_LONG.withName("offset"),
            JAVA_LONG.withName("n_buffers"),
            JAVA_LONG.withName("n_children"),
            ADDRESS.withName("buffers"),
            ADDRESS.withName("children"),
            ADDRESS.withName("dictionary"),
            ADDRESS.withName("release"),
            JAVA_LONG.withName("private_data"));

    static final StructLayout STREAM = MemoryLayout.structLayout(
            ADDRESS.withName("get_schema"),
            ADDRESS.withName("get_next"),
            ADDRESS.withName("get_last_error"),
            ADDRESS.withName("release"),
            JAVA_LONG.withName("private_data"));

    private ArrowInterface() {}

    static void set(MemorySegment struct, StructLayout layout, String field, MemorySegment address) {
        struct.set(ADDRESS, layout.byteOffset(groupElement(field)), address);
    }

    static void set(MemorySegment struct, StructLayout layout, String field, long number) {
        struct.set(JAVA_LONG, layout.byteOffset(groupElement(field)), number);
    }

    static boolean isNull(MemorySegment struct, StructLayout layout, String field) {
        return struct.get(ADDRESS, layout.byteOffset(groupElement(field))).equals(MemorySegment.NULL);
    }

    static long number(MemorySegment struct, StructLayout layout, String field) {
        return struct.get(JAVA_LONG, layout.byteOffset(groupElement(field)));
    }
}

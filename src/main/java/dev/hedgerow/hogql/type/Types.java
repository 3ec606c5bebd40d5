package dev.hedgerow.hogql.type;

/** The types that are named most often. */
public final class Types {

    public static final Type.Int UINT8 = new Type.Int(8, false);
    public static final Type.Int UINT16 = new Type.Int(16, false);
    public static final Type.Int UINT32 = new Type.Int(32, false);
    public static final Type.Int UINT64 = new Type.Int(64, false);
    public static final Type.Int INT8 = new Type.Int(8, true);
    public static final Type.Int INT16 = new Type.Int(16, true);
    public static final Type.Int INT32 = new Type.Int(32, true);
    public static final Type.Int INT64 = new Type.Int(64, true);
    public static final Type.Real FLOAT64 = new Type.Real(64);

    /** Of the literal NULL. */
    public static final Type NULL = Type.Simple.NOTHING.nullable();

    /** Times to the second and to the microsecond, without a zone. */
    public static final Type.DateTime SECONDS = new Type.DateTime(0, null);

    public static final Type.DateTime MICROSECONDS = new Type.DateTime(6, null);

    private Types() {}
}

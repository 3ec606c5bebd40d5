package dev.hedgerow.source;

import com.fasterxml.jackson.annotation.JsonValue;

/** Which kind of client made a source, by its own account. */
enum CreatedVia {
    WEB("web"),
    API("api"),
    MCP("mcp");

    @JsonValue
    final String wire;

    CreatedVia(String wire) {
        this.wire = wire;
    }
}

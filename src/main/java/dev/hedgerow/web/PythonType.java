package dev.hedgerow.web;

import tools.jackson.databind.JsonNode;

/** What error texts call a JSON value: the name of its Python type. */
public final class PythonType {

    private PythonType() {}

    public static String of(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT, POJO -> "dict";
            case ARRAY -> "list";
            case STRING, BINARY -> "str";
            case BOOLEAN -> "bool";
            case NUMBER -> value.isIntegralNumber() ? "int" : "float";
            case NULL, MISSING -> "NoneType";
        };
    }
}

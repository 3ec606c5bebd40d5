package dev.hedgerow.hogql.plan;

import dev.hedgerow.hogql.ast.Join.Kind;
import dev.hedgerow.hogql.ast.Join.Strictness;
import org.jspecify.annotations.Nullable;

/** A further input and how its rows meet those before it; only CROSS and POSITIONAL have no condition. */
public record Joined(
        Kind kind,
        Strictness strictness,
        Input input,
        @Nullable Term condition) {}

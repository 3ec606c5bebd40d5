package dev.hedgerow.folder;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** What a client may set. */
record FolderRequest(@NotBlank @Size(max = 128) String name) {

    static FolderRequest of(Folder saved) {
        return new FolderRequest(saved.name());
    }
}

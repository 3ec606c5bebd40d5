package dev.hedgerow.account;

import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.NO_CONTENT;

import dev.hedgerow.auth.AnyCredential;
import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.RequiresSession;
import dev.hedgerow.web.Patch;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/personal_api_keys")
class PersonalApiKeyController {

    private final PersonalApiKeyService keys;

    PersonalApiKeyController(PersonalApiKeyService keys) {
        this.keys = keys;
    }

    @GetMapping
    @RequiresSession(refusal = PersonalApiKeyService.SESSION_ONLY)
    @Operation(summary = "List your API keys")
    List<PersonalApiKeyResponse> list(Caller caller) {
        return keys.list(caller).stream().map(PersonalApiKeyResponse::of).toList();
    }

    @GetMapping("/{id}")
    @AnyCredential
    @Operation(summary = "Retrieve one of your API keys, or the one that asks")
    PersonalApiKeyResponse retrieve(Caller caller, @PathVariable String id) {
        return PersonalApiKeyResponse.of(keys.get(caller, id));
    }

    @PostMapping
    @ResponseStatus(CREATED)
    @RequiresSession(refusal = PersonalApiKeyService.SESSION_ONLY)
    @Operation(summary = "Create an API key")
    PersonalApiKeyResponse create(Caller caller, @RequestBody PersonalApiKeyRequest request) {
        return PersonalApiKeyResponse.of(keys.create(caller, request));
    }

    @PutMapping("/{id}")
    @RequiresSession(refusal = PersonalApiKeyService.SESSION_ONLY)
    @Operation(summary = "Replace what an API key may do")
    PersonalApiKeyResponse replace(Caller caller, @PathVariable String id, @RequestBody PersonalApiKeyRequest request) {
        return PersonalApiKeyResponse.of(keys.update(caller, id, _ -> request));
    }

    @PatchMapping("/{id}")
    @RequiresSession(refusal = PersonalApiKeyService.SESSION_ONLY)
    @Operation(summary = "Change what an API key may do")
    PersonalApiKeyResponse update(
            Caller caller, @PathVariable String id, @RequestBody Patch<PersonalApiKeyRequest> changes) {
        return PersonalApiKeyResponse.of(keys.update(caller, id, changes::onto));
    }

    @PostMapping("/{id}/roll")
    @RequiresSession(refusal = PersonalApiKeyService.SESSION_ONLY)
    @Operation(summary = "Give an API key a new value")
    PersonalApiKeyResponse roll(Caller caller, @PathVariable String id) {
        return PersonalApiKeyResponse.of(keys.roll(caller, id));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(NO_CONTENT)
    @RequiresSession(refusal = PersonalApiKeyService.SESSION_ONLY)
    @Operation(summary = "Delete an API key")
    void delete(Caller caller, @PathVariable String id) {
        keys.delete(caller, id);
    }
}

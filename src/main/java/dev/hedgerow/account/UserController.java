package dev.hedgerow.account;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.RequiresScope;
import dev.hedgerow.web.LimitOffset;
import dev.hedgerow.web.Paginated;
import dev.hedgerow.web.Patch;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/users")
class UserController {

    private final UserService users;

    UserController(UserService users) {
        this.users = users;
    }

    @GetMapping
    @RequiresScope("user:read")
    @Operation(summary = "List users: yourself")
    Paginated<UserResponse> list(Caller caller, LimitOffset page) {
        return page.of(slice -> users.list(caller, slice), UserResponse::of);
    }

    @GetMapping("/{uuid}")
    @RequiresScope("user:read")
    @Operation(summary = "Retrieve a user: yourself as @me")
    UserResponse retrieve(Caller caller, @PathVariable String uuid) {
        return UserResponse.of(users.get(caller, uuid));
    }

    @PatchMapping("/{uuid}")
    @RequiresScope("user:write")
    @Operation(summary = "Change your name, password, or current project")
    UserResponse update(Caller caller, @PathVariable String uuid, @RequestBody Patch<UserRequest> changes) {
        return UserResponse.of(users.update(caller, uuid, changes::onto));
    }
}

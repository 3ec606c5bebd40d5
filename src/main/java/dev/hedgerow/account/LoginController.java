package dev.hedgerow.account;

import dev.hedgerow.auth.Anonymous;
import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.RequiresSession;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api")
class LoginController {

    private final LoginService logins;

    LoginController(LoginService logins) {
        this.logins = logins;
    }

    @PostMapping("/login")
    @Anonymous
    @Operation(summary = "Log in, for what API keys may not do")
    ResponseEntity<LoginResponse> login(@RequestBody LoginRequest login, HttpServletRequest request) {
        var session = logins.login(login);
        return ResponseEntity.ok()
                .headers(LoginCookies.of(session, request.isSecure()))
                .body(new LoginResponse(true));
    }

    @PostMapping("/logout")
    @RequiresSession
    @Operation(summary = "Log out")
    ResponseEntity<Void> logout(Caller caller, HttpServletRequest request) {
        logins.logout(caller);
        return ResponseEntity.noContent()
                .headers(LoginCookies.expired(request.isSecure()))
                .build();
    }
}

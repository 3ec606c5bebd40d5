package dev.hedgerow.account;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Credential;
import dev.hedgerow.auth.Sessions;
import dev.hedgerow.web.InvalidInput;
import org.springframework.stereotype.Service;

/** Not transactional: comparing passwords is slow on purpose, and nothing is held meanwhile. */
@Service
class LoginService {

    private final UserRepository users;
    private final Passwords passwords;
    private final Sessions sessions;

    LoginService(UserRepository users, Passwords passwords, Sessions sessions) {
        this.users = users;
        this.passwords = passwords;
        this.sessions = sessions;
    }

    Sessions.Started login(LoginRequest login) {
        var user = users.findByEmail(login.email()).filter(User::isActive);
        var hash = user.map(User::passwordHash).orElse(null);
        if (!passwords.match(login.password(), hash)) {
            throw new InvalidInput(null, "invalid_credentials", "Invalid email or password.");
        }
        return sessions.start(user.orElseThrow().id());
    }

    void logout(Caller caller) {
        if (caller.credential() instanceof Credential.Session session) {
            sessions.end(session);
        }
    }
}

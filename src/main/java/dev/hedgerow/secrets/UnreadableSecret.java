package dev.hedgerow.secrets;

/** What is stored cannot be decrypted; the cause is left out, as it could say something about the secret. */
public class UnreadableSecret extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableSecret(String place) {
        super(
                "The secret of %s cannot be decrypted: was HEDGEROW_SECRET_KEY changed without HEDGEROW_SECRET_KEY_PREVIOUS?"
                        .formatted(place));
    }
}

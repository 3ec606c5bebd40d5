package dev.hedgerow.auth;

/** The prefix of every project's routes; PostHog serves the same resources under both names. */
public final class TeamRoute {

    public static final String PREFIX = "/api/{root:projects|environments}/{teamId}";

    private TeamRoute() {}
}

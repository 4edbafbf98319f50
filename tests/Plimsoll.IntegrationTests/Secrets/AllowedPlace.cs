namespace Plimsoll.IntegrationTests.Secrets;

/// <summary>The one list of places where a secret is meant to be. Everything else is a leak.</summary>
/// <param name="Why">Why it has to be there.</param>
/// <param name="Covers">Whether it covers a canary at a place: the text <c>KIND NAME</c>, such as <c>file home/.docker/config.json</c>.</param>
internal sealed record AllowedPlace(string Why, Func<string, Canary, bool> Covers)
{
    /// <summary>The variables that only Plimsoll reads: no other program is started with them.</summary>
    private static readonly string[] Own = ["PLIMSOLL_REGISTRY_PASSWORD", "PLIMSOLL_ID_TOKEN"];

    /// <summary>What a program that git starts may log in or sign with.</summary>
    private static readonly string[] OfForges = ["GITHUB_TOKEN", "CI_JOB_TOKEN", "SYSTEM_ACCESSTOKEN", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AZURE_CLIENT_SECRET", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_URL"];

    /// <summary>All.</summary>
    public static IReadOnlyList<AllowedPlace> All { get; } =
    [
        new("what the test itself put there and Plimsoll only reads", (place, canary) => place == $"file {canary.Place}"),
        new("the credentials file, after a login without a credential helper, with a warning", (place, canary) => place == "file home/.docker/config.json" && canary.Place.StartsWith("login ", StringComparison.Ordinal)),
        new("a helper is a program of the user, and may need the job's identity to get what it is asked for", (place, canary) => place.StartsWith("program docker-credential-", StringComparison.Ordinal) && !Own.Contains(canary.Place)),
        new("a proxy is for every program", (place, canary) => place.StartsWith("program ", StringComparison.Ordinal) && canary.Place == "HTTPS_PROXY"),
        new("git logs in to the remote, and signs, by what the host's own helpers read", (place, canary) => place.StartsWith("program git-network", StringComparison.Ordinal) && OfForges.Contains(canary.Place)),
        new("a build is the user's program, and takes secrets and the base image's credentials from the job's environment", (place, canary) => place.StartsWith("program docker ", StringComparison.Ordinal) && !Own.Contains(canary.Place)),
    ];
}

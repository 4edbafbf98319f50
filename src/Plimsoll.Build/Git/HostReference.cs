namespace Plimsoll.Build.Git;

/// <summary>What a CI host builds, where it has checked out a commit and no branch.</summary>
internal static class HostReference
{
    /// <summary>The variable that says a host runs the build, and those that name the reference, the first one set.</summary>
    private static readonly (string Marker, string[] References)[] Hosts =
    [
        ("GITHUB_ACTIONS", ["GITHUB_REF"]),
        ("TF_BUILD", ["BUILD_SOURCEBRANCH"]),
        ("GITLAB_CI", ["CI_COMMIT_REF_NAME"]),
        ("APPVEYOR", ["APPVEYOR_REPO_BRANCH"]),
        ("JENKINS_URL", ["GIT_BRANCH", "BRANCH_NAME"]),
        ("BITBUCKET_COMMIT", ["BITBUCKET_BRANCH"]),
        ("CIRCLECI", ["CIRCLE_BRANCH"]),
        ("BUILDKITE", ["BUILDKITE_BRANCH"]),
        ("TRAVIS", ["TRAVIS_BRANCH"]),
        ("BITRISE_IO", ["BITRISE_GIT_BRANCH"]),
        ("DRONE", ["DRONE_BRANCH"]),
        ("JB_SPACE_EXECUTION_NUMBER", ["JB_SPACE_GIT_BRANCH"]),
    ];

    /// <summary>The branch, as its short name, or another reference such as <c>refs/pull/7/merge</c>; <c>null</c> on no host.</summary>
    public static string? Find(IReadOnlyDictionary<string, string> environment)
    {
        foreach (var (marker, references) in Hosts)
            if (environment.GetValueOrDefault(marker) is { Length: > 0 } and not "false")
                return references.Select(environment.GetValueOrDefault).FirstOrDefault(value => value is { Length: > 0 }) is { } found ? Shorten(found) : null;
        return null;
    }

    public static string Shorten(string reference)
    {
        foreach (var prefix in (string[])["refs/heads/", "refs/remotes/", "origin/"])
            if (reference.StartsWith(prefix, StringComparison.Ordinal))
                reference = reference[prefix.Length..];
        return reference;
    }
}

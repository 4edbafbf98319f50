using Plimsoll.Oci;
using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Hosts;

/// <summary>Reads what was said by hand of the run.</summary>
internal static class RunOverrideReader
{
    /// <summary>
    /// Reads what was said: the branch that is given, else <c>PLIMSOLL_PULL_REQUEST</c>, <c>PLIMSOLL_TAG</c> and <c>PLIMSOLL_BRANCH</c>,
    /// of which the first that is set counts, so that a pipeline may set all three from its host's variables.
    /// </summary>
    /// <param name="environment">The environment variables.</param>
    /// <param name="branch">The branch, or <c>null</c>; also as <c>refs/heads/main</c>.</param>
    /// <returns>What was said, or <c>null</c> where nothing was.</returns>
    /// <exception cref="PlimsollException">The number of the pull request is not one (exit code 2).</exception>
    public static RunOverride? Read(Func<string, string?> environment, string? branch)
    {
        ArgumentNullException.ThrowIfNull(environment);
        if (Set(branch) is { } given)
            return new RunOverride { Branch = GitRef.Branch(given) ?? given };
        if (Set(environment("PLIMSOLL_PULL_REQUEST")) is { } number && !number.Equals("false", StringComparison.OrdinalIgnoreCase))
            return new RunOverride
            {
                PullRequest = GitRef.Number(number) ?? GitRef.PullRequest(number)
                    ?? throw PlimsollException.Usage($"PLIMSOLL_PULL_REQUEST is '{number}', which is not the number of a pull request.", "Set it to the number only, or unset it if no pull request is built."),
            };
        if (Set(environment("PLIMSOLL_TAG")) is { } tag)
            return new RunOverride { Tag = GitRef.Tag(tag) ?? tag };
        return Set(environment("PLIMSOLL_BRANCH")) is { } named ? new RunOverride { Branch = GitRef.Branch(named) ?? named } : null;
    }

    private static string? Set(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}

using System.Globalization;
using Plimsoll.Oci;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Publishing.Planning;

/// <summary>Observes repository, CI host and clock once, into the <see cref="BuildContext"/> that everything else works with.</summary>
/// <param name="reader">Reads the repository.</param>
/// <param name="environment">The environment variables.</param>
/// <param name="clock">The clock, used where neither a date nor <c>SOURCE_DATE_EPOCH</c> is given.</param>
internal sealed class BuildObserver(IRepositoryReader reader, Func<string, string?> environment, TimeProvider clock)
{
    /// <summary>Observes.</summary>
    /// <param name="path">A path within the repository.</param>
    /// <param name="deployTo">The environment that is deployed to, or <c>null</c>.</param>
    /// <param name="date">The time of the build as the user gave it (ISO 8601), or <c>null</c>.</param>
    /// <param name="branch">The branch that is built as the user gave it, or <c>null</c>.</param>
    /// <exception cref="PlimsollException">The repository cannot be used, or a date cannot be read (exit code 2).</exception>
    public BuildContext Observe(string path, string? deployTo, string? date, string? branch = null)
    {
        var now = date is null ? SourceDate ?? clock.GetUtcNow() : ParseDate(date);
        return BuildContext.Create(reader.Read(path), CiHost.Detect(environment), now, deployTo, RunOverrideReader.Read(environment, branch), CiHost.IsCi(environment));
    }

    /// <summary>Reads the repository that a path is in, and nothing else.</summary>
    public RepositoryState Read(string path) => reader.Read(path);

    /// <summary>The CI host's run, whatever is checked out; <c>null</c> outside one.</summary>
    public HostContext? Host => CiHost.Detect(environment);

    /// <summary>The pull request that the run is for, by the CI host or said by hand; <c>null</c> where it is for none.</summary>
    public string? PullRequest => Host?.PullRequest ?? RunOverrideReader.Read(environment, branch: null)?.PullRequest;

    /// <summary>
    /// Why nothing tells what the run is for, so that it may be for a pull request; else <c>null</c>. Outside a repository
    /// nothing is checked out that could be one's.
    /// </summary>
    /// <param name="path">A path within the repository.</param>
    public string? FindUnknownReason(string path)
    {
        var isCi = CiHost.IsCi(environment);
        if ((!isCi && Host is null) || RunOverrideReader.Read(environment, branch: null) is not null)
            return null;

        try
        {
            return Observe(path, deployTo: null, date: null).UnknownRunReason;
        }
        catch (PlimsollException)
        {
            return BuildContext.FindUnknownReason(Host, isCi: false, branch: null);
        }
    }

    /// <summary>The time that <c>SOURCE_DATE_EPOCH</c> names (reproducible-builds.org), or <c>null</c> where it is not set.</summary>
    public DateTimeOffset? SourceDate
    {
        get
        {
            if (environment("SOURCE_DATE_EPOCH") is not { Length: > 0 } text)
                return null;

            // The year 9999 is where DateTimeOffset ends.
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 253_402_300_799
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : throw PlimsollException.Usage($"SOURCE_DATE_EPOCH is '{text}', which is not a number of seconds since 1970.", "Set it to digits only, for example $(git log -1 --format=%ct).");
        }
    }

    private static DateTimeOffset ParseDate(string text)
    {
        string[] formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
        return DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : throw PlimsollException.Usage($"'{text}' is not a valid date.", "Write it as 2026-05-19 or 2026-05-19T08:30:00Z.");
    }
}

namespace Plimsoll.Build.Git;

/// <summary>What is read of a local repository, each part when it is first asked for.</summary>
internal sealed class GitFacts
{
    private readonly Lazy<string?> _reference;
    private readonly Lazy<string?> _commit;
    private readonly Lazy<IReadOnlyCollection<string>> _tags;
    private readonly Lazy<IReadOnlyList<KeyValuePair<string, string>>> _configuration;

    public GitFacts(GitReader reader)
    {
        // A branch without a commit has none to verify.
        _reference = new Lazy<string?>(() => reader.Read("symbolic-ref", "--quiet", "HEAD") is [var reference, ..] ? reference : null);
        _commit = new Lazy<string?>(() => reader.Read("rev-parse", "--quiet", "--verify", "HEAD^{commit}") is [var commit, ..] ? commit : null);
        _tags = new Lazy<IReadOnlyCollection<string>>(() => Commit is { } commit ? reader.Read("tag", "--points-at", commit) ?? [] : []);
        _configuration = new Lazy<IReadOnlyList<KeyValuePair<string, string>>>(() =>
            [.. (reader.Read("config", "--get-regexp", "^(remote\\..*\\.url|branch\\..*\\.(remote|merge))$") ?? []).Select(Split)]);
    }

    /// <summary>What HEAD refers to, <c>refs/heads/main</c>; <c>null</c> where it is detached.</summary>
    public string? Reference => _reference.Value;

    /// <summary>The commit that is checked out; <c>null</c> before the first one.</summary>
    public string? Commit => _commit.Value;

    public IReadOnlyCollection<string> Tags => _tags.Value;

    /// <summary>The remote that a branch follows, and the branch there; <c>null</c> where it follows none.</summary>
    public (string? Name, string? Branch) RemoteOf(string? branch)
    {
        if (branch is null)
            return (null, null);
        var name = Find($"branch.{branch}.remote");
        return name is null or "." ? (null, null) : (name, Find($"branch.{branch}.merge") is { } merge ? HostReference.Shorten(merge) : null);
    }

    /// <summary>The URL of a remote, else of <c>origin</c>, else of the only one.</summary>
    public string? UrlOf(string? remote)
    {
        var urls = _configuration.Value.Where(pair => pair.Key.StartsWith("remote.", StringComparison.Ordinal)).ToList();
        return (remote is null ? null : Find($"remote.{remote}.url"))
            ?? Find("remote.origin.url")
            ?? (urls.Select(pair => pair.Key).Distinct().Count() == 1 ? urls[0].Value : null);
    }

    private static KeyValuePair<string, string> Split(string line) =>
        line.IndexOf(' ', StringComparison.Ordinal) is > 0 and var blank ? KeyValuePair.Create(line[..blank], line[(blank + 1)..]) : KeyValuePair.Create(line, "");

    private string? Find(string key) => _configuration.Value.Where(pair => pair.Key == key).Select(pair => pair.Value).FirstOrDefault(value => value.Length > 0);
}

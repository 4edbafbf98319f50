namespace Plimsoll.Git;

/// <summary>
/// Tells who works here, as git is configured: <c>user.name</c> and <c>user.email</c>. The <c>git</c> command is asked, which
/// alone knows the configuration of the user and of the machine, and what they include.
/// </summary>
/// <param name="environment">Reads an environment variable: those that tell git where its configuration is, and <c>PATH</c>.</param>
public sealed class GitUserReader(Func<string, string?> environment)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>The user as git writes one: <c>Ada Author &lt;ada@example.com&gt;</c>, or what there is of the two.</summary>
    /// <param name="path">A directory, whose repository may have a user of its own.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns><c>null</c> where git knows nobody, or there is no <c>git</c> command.</returns>
    public async Task<string?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (GitCommand.Find(environment) is not { } git || !Directory.Exists(path))
            return null;

        // Each value as KEY LF VALUE NUL, those that count last.
        var (succeeded, said) = await git.RunAsync(["--no-pager", "config", "-z", "--get-regexp", "^user\\.(name|email)$"], path, mayAsk: false, Limit, cancellationToken);
        if (!succeeded)
            return null;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in said.Split('\0', StringSplitOptions.RemoveEmptyEntries))
            if (entry.IndexOf('\n') is > 0 and var end && entry[(end + 1)..].Trim() is { Length: > 0 } value)
                values[entry[..end]] = value;
        return (values.GetValueOrDefault("user.name"), values.GetValueOrDefault("user.email")) switch
        {
            (null, var email) => email,
            (var name, null) => name,
            var (name, email) => $"{name} <{email}>",
        };
    }
}

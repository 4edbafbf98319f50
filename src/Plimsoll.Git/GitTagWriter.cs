using LibGit2Sharp;
using Plimsoll.Oci;
using Plimsoll.Tags.Context;

namespace Plimsoll.Git;

/// <summary>Writes annotated git tags through the <c>git</c> command, with the user's identity, signing keys and hooks.</summary>
/// <param name="environment">
/// Reads an environment variable; <c>git</c> is searched on <c>PATH</c>, and gets the variables of identity, configuration and
/// signing from here. In a program: <see cref="Environment.GetEnvironmentVariable(string)"/>.
/// </param>
internal sealed class GitTagWriter(Func<string, string?> environment)
{
    private const string Tags = "refs/tags/";

    /// <summary>Time enough for slow hooks and key servers.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Somebody may have to find and type a passphrase, or touch a key.</summary>
    private static readonly TimeSpan SigningLimit = TimeSpan.FromMinutes(10);

    /// <summary>A tag brings the commits behind it along, which may be many.</summary>
    private static readonly TimeSpan PushLimit = TimeSpan.FromMinutes(10);

    /// <summary>Makes a tag.</summary>
    /// <param name="folder">A folder anywhere inside the repository; git runs there.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <exception cref="PlimsollException">
    /// The tag exists (exit code 5); or there is no git command, nobody knows who makes the tag, it cannot be signed, a hook refuses
    /// it, or git does not end in time (exit code 2). The message holds what git said.
    /// </exception>
    public async Task WriteAsync(string folder, NewGitTag tag, CancellationToken cancellationToken)
    {
        var location = RepositoryLocation.Find(folder, environment);
        var git = Git(tag);

        // Not through standard input, which stays with whoever asks for a passphrase.
        using var temporary = TemporaryFolder.Create("tag", location.GitDirectory);
        var message = Path.Combine(temporary.Path, "message");
        await File.WriteAllTextAsync(message, tag.Message.ReplaceLineEndings("\n"), cancellationToken);
        // A line of the message that begins with '#' is not a comment.
        var (succeeded, said) = await RunAsync(["tag", tag.IsSigned ? "--sign" : "--annotate", "--cleanup=whitespace", $"--file={message}", "--", tag.Name, tag.CommitId]);
        if (!succeeded)
            throw Refused(tag, said);

        // git 2.39 makes an unsigned tag, and calls it a success, where an ssh key is missing.
        if (tag.IsSigned && UnsignedTag(location, tag) is { } unsigned)
        {
            await RunAsync(["update-ref", "--no-deref", "-d", Tags + tag.Name, unsigned]);
            throw Refused(tag, $"{said}\nThe tag was not signed and has been deleted.");
        }

        Task<(bool Succeeded, string Said)> RunAsync(IEnumerable<string> arguments) =>
            git.RunAsync([$"--git-dir={location.GitDirectory}", .. arguments], folder, tag.IsSigned, tag.IsSigned ? SigningLimit : Limit, cancellationToken);
    }

    /// <summary>Pushes a tag that was just made, and with it the commits that the remote does not have. No branch moves.</summary>
    /// <param name="folder">As for <see cref="WriteAsync"/>.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="remote">The name or address of the remote.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <exception cref="PlimsollException">
    /// The remote has another tag of that name, and the one made here is deleted again (exit code 5); or git cannot push, and the
    /// tag stays (1). The message holds what git said.
    /// </exception>
    public async Task PushAsync(string folder, NewGitTag tag, string remote, CancellationToken cancellationToken)
    {
        var location = RepositoryLocation.Find(folder, environment);
        var git = Git(tag);
        var name = Tags + tag.Name;
        var (succeeded, said) = await RunAsync("push", "--porcelain", "--", remote, $"{name}:{name}");
        if (succeeded)
            return;

        if (said.Contains("already exists", StringComparison.Ordinal))
        {
            // Left here it would hide the other one, which "git fetch" does not put in its place.
            await RunAsync("tag", "--delete", "--", tag.Name);
            throw new PlimsollException(
                ErrorKind.Conflict,
                $"{remote} already has a tag {tag.Name}, and release tags are never moved. The tag created here was deleted.",
                $"Fetch it with 'git fetch --tags {remote}', and release a later commit.");
        }

        throw new PlimsollException(
            ErrorKind.Failed,
            $"git failed to push the tag {tag.Name} to {remote}:\n{Lines(said)}",
            $"The tag was created. Push it with 'git push {remote} {tag.Name}', or delete it with 'git tag -d {tag.Name}'.");

        Task<(bool Succeeded, string Said)> RunAsync(params string[] arguments) =>
            git.RunAsync([$"--git-dir={location.GitDirectory}", .. arguments], folder, mayAsk: false, PushLimit, cancellationToken);
    }

    private GitCommand Git(NewGitTag tag) => GitCommand.Find(environment)
        ?? throw PlimsollException.Usage($"The tag {tag.Name} cannot be created: git is not on PATH.", "Install git, or put it on PATH.");

    private static string Lines(string said) => string.Join('\n', said.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The id of the tag's object where it holds no signature.</summary>
    private static string? UnsignedTag(RepositoryLocation location, NewGitTag tag)
    {
        const string Signature = "-----BEGIN ";
        using var repository = RepositoryOpener.Open(location);
        var id = repository.Refs[Tags + tag.Name].ResolveToDirectReference().TargetIdentifier;
        return repository.Lookup<TagAnnotation>(id) is { } made && made.Message.Split(Signature).Length > tag.Message.Split(Signature).Length ? null : id;
    }

    private static PlimsollException Refused(NewGitTag tag, string error)
    {
        var said = Lines(error);
        if (said.Contains("already exists", StringComparison.Ordinal))
            return new PlimsollException(ErrorKind.Conflict, $"The tag {tag.Name} already exists, and release tags are never moved.", "Use the next version, or delete the tag (git tag -d {tag.Name}) if no other clone has fetched it.");

        var advice = said.Contains("tell me who you are", StringComparison.OrdinalIgnoreCase) || said.Contains("empty ident", StringComparison.Ordinal) || said.Contains("auto-detection is disabled", StringComparison.Ordinal)
                ? "Set the tagger: git config user.name NAME and git config user.email ADDRESS, or GIT_COMMITTER_NAME and GIT_COMMITTER_EMAIL."
            : tag.IsSigned ? "Check user.signingKey and gpg.format in git's configuration, and that the key is available; in a script it must not ask for a passphrase."
            : null;
        return PlimsollException.Usage($"git failed to create the tag {tag.Name}:\n{said}", advice);
    }
}

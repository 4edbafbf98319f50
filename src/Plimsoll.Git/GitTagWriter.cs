using LibGit2Sharp;
using Plimsoll.Versioning;

namespace Plimsoll.Git;

/// <summary>Writes annotated git tags through the <c>git</c> command, with the user's identity, signing keys and hooks.</summary>
/// <param name="environment">
/// Reads an environment variable; <c>git</c> is searched on <c>PATH</c>, and gets the variables of identity, configuration and
/// signing from here. In a program: <see cref="Environment.GetEnvironmentVariable(string)"/>.
/// </param>
public sealed class GitTagWriter(Func<string, string?> environment)
{
    private const string Tags = "refs/tags/";

    /// <summary>Time enough for slow hooks and key servers.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Somebody may have to find and type a passphrase, or touch a key.</summary>
    private static readonly TimeSpan SigningLimit = TimeSpan.FromMinutes(10);

    /// <summary>Makes a tag.</summary>
    /// <param name="folder">A folder anywhere inside the repository; git runs there.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <exception cref="PlimsollException">
    /// The tag exists (exit code 5); or there is no git command, nobody knows who makes the tag, it cannot be signed, a hook refuses
    /// it, or git does not end in time (exit code 2). The message holds what git said.
    /// </exception>
    public async Task WriteAsync(string folder, NewTag tag, CancellationToken cancellationToken)
    {
        var location = RepositoryLocation.Find(folder, environment);
        var git = GitCommand.Find(environment)
            ?? throw PlimsollException.Usage($"The tag {tag.Name} cannot be made: there is no git command on PATH.", "Install git, or put it on PATH.");

        // Not through standard input, which stays with whoever asks for a passphrase.
        var message = Path.Combine(location.GitDirectory, $"PLIMSOLL_TAG_MSG-{Guid.NewGuid():n}");
        try
        {
            await File.WriteAllTextAsync(message, tag.Message.ReplaceLineEndings("\n"), cancellationToken);
            // A line of the message that begins with '#' is no comment.
            var (succeeded, said) = await RunAsync(["tag", tag.IsSigned ? "--sign" : "--annotate", "--cleanup=whitespace", $"--file={message}", "--", tag.Name, tag.CommitId]);
            if (!succeeded)
                throw Refused(tag, said);

            // git 2.39 makes an unsigned tag, and calls it a success, where an ssh key is missing.
            if (tag.IsSigned && UnsignedTag(location, tag) is { } unsigned)
            {
                await RunAsync(["update-ref", "--no-deref", "-d", Tags + tag.Name, unsigned]);
                throw Refused(tag, $"{said}\nIt was not signed, and is deleted again.");
            }
        }
        finally
        {
            File.Delete(message);
        }

        Task<(bool Succeeded, string Said)> RunAsync(IEnumerable<string> arguments) =>
            git.RunAsync([$"--git-dir={location.GitDirectory}", .. arguments], folder, environment, tag.IsSigned, tag.IsSigned ? SigningLimit : Limit, cancellationToken);
    }

    /// <summary>The id of the tag's object where it holds no signature.</summary>
    private static string? UnsignedTag(RepositoryLocation location, NewTag tag)
    {
        const string Signature = "-----BEGIN ";
        using var repository = RepositoryOpener.Open(location);
        var id = repository.Refs[Tags + tag.Name].ResolveToDirectReference().TargetIdentifier;
        return repository.Lookup<TagAnnotation>(id) is { } made && made.Message.Split(Signature).Length > tag.Message.Split(Signature).Length ? null : id;
    }

    private static PlimsollException Refused(NewTag tag, string error)
    {
        var said = string.Join('\n', error.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries));
        if (said.Contains("already exists", StringComparison.Ordinal))
            return new PlimsollException(ExitCode.TagConflict, $"The tag {tag.Name} exists already, and a release tag never moves.", "Take the next version, or delete the tag where nobody has it yet.");

        var advice = said.Contains("tell me who you are", StringComparison.OrdinalIgnoreCase) || said.Contains("empty ident", StringComparison.Ordinal) || said.Contains("auto-detection is disabled", StringComparison.Ordinal)
                ? "Say who makes the tag: git config user.name NAME and git config user.email ADDRESS, or GIT_COMMITTER_NAME and GIT_COMMITTER_EMAIL."
            : tag.IsSigned ? "Look at user.signingKey and gpg.format of git's configuration, and whether the key is at hand here; in a script it must not ask for a passphrase."
            : null;
        return PlimsollException.Usage($"git did not make the tag {tag.Name}:\n{said}", advice);
    }
}

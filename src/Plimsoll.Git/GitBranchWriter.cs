using Plimsoll.Oci;

namespace Plimsoll.Git;

/// <summary>
/// Commits changed files to a new branch through the <c>git</c> command, with the user's identity and signing key. Neither the
/// working tree nor the index nor HEAD changes.
/// </summary>
/// <param name="environment">As for <see cref="GitTagWriter"/>.</param>
internal sealed class GitBranchWriter(Func<string, string?> environment)
{
    private const string Heads = "refs/heads/";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Somebody may have to find and type a passphrase, or touch a key.</summary>
    private static readonly TimeSpan SigningLimit = TimeSpan.FromMinutes(10);

    /// <summary>Finds what would keep the branch from being made, before anything else is done.</summary>
    /// <param name="folder">A folder anywhere inside the working tree.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <exception cref="PlimsollException">
    /// The branch exists (exit code 5); or there is no git command or repository, the name is not valid, nobody knows who commits, or a file
    /// is not committed as it is (2).
    /// </exception>
    public async Task CheckAsync(string folder, NewBranch branch, CancellationToken cancellationToken)
    {
        var git = Git(folder);
        if (!(await git.RunAsync(cancellationToken, "check-ref-format", "--branch", branch.Name)).Succeeded)
            throw PlimsollException.Usage($"'{branch.Name}' is not a valid name for a branch.");
        if ((await git.RunAsync(cancellationToken, "rev-parse", "--verify", "--quiet", Heads + branch.Name)).Succeeded)
            throw Exists(branch.Name);

        // Who commits is looked for now, not when everything else is done.
        foreach (var who in (string[])["GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"])
            await git.SucceedAsync(cancellationToken, "var", who);

        var root = await RootAsync(git, folder, cancellationToken);
        foreach (var file in branch.Files)
        {
            var path = PathIn(root, file);
            await ModeAsync(git, path, cancellationToken);
            if (!(await git.RunAsync(cancellationToken, "-C", root, "diff", "--quiet", "--no-ext-diff", "--no-textconv", "HEAD", "--", path)).Succeeded)
                throw PlimsollException.Usage($"{path} has changes that are not committed; the branch starts at HEAD, where the file is another one.", "Commit or stash the changes first.");
        }
    }

    /// <summary>Makes the branch.</summary>
    /// <param name="folder">As for <see cref="CheckAsync"/>.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="message">The message of the commit.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <returns>The id of the commit.</returns>
    /// <exception cref="PlimsollException">As for <see cref="CheckAsync"/>, or the commit cannot be signed (exit code 2). The message holds what git said.</exception>
    public async Task<string> WriteAsync(string folder, NewBranch branch, string message, CancellationToken cancellationToken)
    {
        await CheckAsync(folder, branch, cancellationToken);
        var location = RepositoryLocation.Find(folder, environment);
        using var temporary = TemporaryFolder.Create("branch", location.GitDirectory);
        var git = Git(folder) with { Index = Path.Combine(temporary.Path, "index") };
        var root = await RootAsync(git, folder, cancellationToken);
        await git.SucceedAsync(cancellationToken, "read-tree", "HEAD");
        foreach (var file in branch.Files)
        {
            // Line ends and the like become what git keeps for a file of this name.
            var (path, content) = (PathIn(root, file), Path.Combine(temporary.Path, "content"));
            await File.WriteAllBytesAsync(content, file.Content, cancellationToken);
            var blob = await git.SucceedAsync(cancellationToken, "-C", root, "hash-object", "-w", $"--path={path}", "--", content);
            await git.SucceedAsync(cancellationToken, "update-index", "--cacheinfo", $"{await ModeAsync(git, path, cancellationToken)},{blob},{path}");
        }

        var tree = await git.SucceedAsync(cancellationToken, "write-tree");
        var text = Path.Combine(temporary.Path, "message");
        await File.WriteAllTextAsync(text, message.ReplaceLineEndings("\n"), cancellationToken);
        var isSigned = (await git.RunAsync(cancellationToken, "config", "--type=bool", "--get", "commit.gpgSign")).Said.Trim() == "true";
        var head = await git.SucceedAsync(cancellationToken, "rev-parse", "HEAD");
        string[] signed = isSigned ? ["-S"] : [];
        var commit = await (git with { MayAsk = isSigned, Limit = isSigned ? SigningLimit : Limit }).SucceedAsync(cancellationToken, ["commit-tree", .. signed, "-p", head, "-F", text, tree]);

        // Only where there is none still.
        if (!(await git.RunAsync(cancellationToken, "update-ref", "-m", "branch: created by plimsoll", Heads + branch.Name, commit, new string('0', commit.Length))).Succeeded)
            throw Exists(branch.Name);
        return commit;
    }

    private static async Task<string> RootAsync(Runner git, string folder, CancellationToken cancellationToken) =>
        await git.RunAsync(cancellationToken, "rev-parse", "--show-toplevel") is { Succeeded: true, Said: var root } && root.Trim().Length > 0
            ? root.Trim()
            : throw PlimsollException.Usage($"{folder} is not in a working tree of git, so that no branch can be made.");

    /// <summary>The mode of a file at HEAD.</summary>
    private static async Task<string> ModeAsync(Runner git, string path, CancellationToken cancellationToken) =>
        await git.SucceedAsync(cancellationToken, "ls-tree", "--full-tree", "HEAD", "--", path) is { Length: > 0 } entry
            ? entry[..entry.IndexOf(' ', StringComparison.Ordinal)]
            : throw PlimsollException.Usage($"{path} is not committed, so that a branch cannot change it.", "Commit the file first.");

    private static string PathIn(string root, BranchFile file) => Path.GetRelativePath(RealPath.Resolve(root), RealPath.Resolve(file.FullPath)).Replace(Path.DirectorySeparatorChar, '/');

    private static PlimsollException Exists(string branch) => new(ErrorKind.Conflict, $"The branch {branch} already exists.", $"Choose another name, or delete it with 'git branch -D {branch}'.");

    private Runner Git(string folder) => new(
        GitCommand.Find(environment) ?? throw PlimsollException.Usage("The branch cannot be made: git is not on PATH.", "Install git, or put it on PATH."),
        folder);

    /// <summary>Git in a folder, perhaps with an index of its own.</summary>
    private sealed record Runner(GitCommand Command, string Folder)
    {
        public string? Index { get; init; }

        public bool MayAsk { get; init; }

        public TimeSpan Limit { get; init; } = GitBranchWriter.Limit;

        public Task<(bool Succeeded, string Said)> RunAsync(CancellationToken cancellationToken, params string[] arguments) =>
            Command.RunAsync(["--literal-pathspecs", .. arguments], Folder, MayAsk, Limit, cancellationToken, Index);

        /// <summary>The last line that git prints.</summary>
        public async Task<string> SucceedAsync(CancellationToken cancellationToken, params string[] arguments)
        {
            var (succeeded, said) = await RunAsync(cancellationToken, arguments);
            if (succeeded)
                return said.TrimEnd().Split('\n')[^1].TrimEnd('\r');

            var isUnknown = said.Contains("tell me who you are", StringComparison.OrdinalIgnoreCase) || said.Contains("empty ident", StringComparison.Ordinal) || said.Contains("auto-detection is disabled", StringComparison.Ordinal);
            throw PlimsollException.Usage(
                $"git failed to commit to a branch ({Array.Find(arguments, argument => argument[0] != '-' && !Path.IsPathRooted(argument))}):\n{said.Trim()}",
                isUnknown ? "Set the author: git config user.name NAME and git config user.email ADDRESS, or GIT_AUTHOR_NAME, GIT_AUTHOR_EMAIL and those of the committer." : null);
        }
    }
}

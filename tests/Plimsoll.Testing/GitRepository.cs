using CliWrap;
using CliWrap.Buffered;

namespace Plimsoll.Testing;

/// <summary>
/// A repository made with the real <c>git</c>, to script histories with. Cut off from the user's and the machine's
/// configuration; identity and dates are fixed, so that the same script gives the same commit ids everywhere.
/// </summary>
/// <remarks>Every commit is one minute younger than the one before, unless a date is given.</remarks>
public sealed class GitRepository : IDisposable
{
    /// <summary>The date of the first commit.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly TempDirectory _directory;
    private DateTimeOffset _clock = Start;
    private int _worktrees;

    private GitRepository(TempDirectory directory, string path) => (_directory, Path) = (directory, path);

    /// <summary>The working tree's root, or the bare repository. Absolute.</summary>
    public string Path { get; }

    /// <summary>The absolute path of something inside.</summary>
    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    /// <summary>The id of the commit that is checked out.</summary>
    public string Head => Run("rev-parse", "HEAD");

    /// <summary>Makes an empty repository.</summary>
    /// <param name="branch">The branch that the first commit will be on.</param>
    /// <param name="options">More options of <c>git init</c>.</param>
    public static GitRepository Init(string branch = "main", params string[] options)
    {
        var repository = New();
        repository.RunIn(repository._directory.Path, ["init", "--quiet", "--initial-branch", branch, .. options, repository.Path]);
        return repository;
    }

    /// <summary>Makes a repository whose only commit, of the file <c>app.txt</c>, is the release <c>v2.1.0</c>.</summary>
    /// <param name="message">The commit's message.</param>
    /// <param name="annotated">Whether the tag is an object of its own.</param>
    public static GitRepository Released(string message = "First", bool annotated = false)
    {
        var repository = Init();
        repository.Commit(message, "app.txt");
        repository.Tag("v2.1.0", annotated);
        return repository;
    }

    /// <summary>Commits, and returns the commit's id. Without a file nothing staged is needed: the commit may be empty.</summary>
    /// <param name="message">The commit's message.</param>
    /// <param name="file">A file to write and stage before, with the message as its content.</param>
    /// <param name="date">Author's and committer's date; the dates that follow continue from it.</param>
    public string Commit(string message = "A change", string? file = null, DateTimeOffset? date = null)
    {
        _clock = date ?? _clock;
        if (file is not null)
        {
            Write(file, message + "\n");
            Run("add", "--", file);
        }
        Run("commit", "--quiet", "--allow-empty", "--no-verify", "--message", message);
        _clock = _clock.AddMinutes(1);
        return Head;
    }

    /// <summary>Makes a tag, at HEAD unless told otherwise; dated as the next commit would be.</summary>
    public void Tag(string name, bool annotated = false, string target = "HEAD") =>
        Run(annotated ? ["tag", "--annotate", "--message", name, name, target] : ["tag", name, target]);

    /// <summary>Makes a branch and leaves what is checked out.</summary>
    public void Branch(string name, string start = "HEAD") => Run("branch", name, start);

    /// <summary>Checks out a branch, tag or commit; or makes a branch at HEAD and checks it out.</summary>
    public void Checkout(string name, bool create = false) =>
        Run(create ? ["checkout", "--quiet", "-b", name] : ["checkout", "--quiet", name, "--"]);

    /// <summary>Merges branches with a merge commit, also where fast-forward would do, and returns its id.</summary>
    public string Merge(params string[] branches)
    {
        Run(["merge", "--quiet", "--no-ff", "--no-edit", .. branches]);
        _clock = _clock.AddMinutes(1);
        return Head;
    }

    /// <summary>Writes a file of the working tree without staging it, and returns its absolute path.</summary>
    public string Write(string file, string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[file])!);
        File.WriteAllText(this[file], content);
        return this[file];
    }

    /// <summary>Clones into a new repository of its own, over git's real transport.</summary>
    /// <param name="options">Options of <c>git clone</c>, such as <c>--bare</c> or <c>--filter=blob:none</c>.</param>
    public GitRepository Clone(params string[] options)
    {
        var clone = New();
        clone._clock = _clock;
        clone.RunIn(clone._directory.Path, ["clone", "--quiet", .. options, new Uri(Path).AbsoluteUri, clone.Path]);
        return clone;
    }

    /// <summary>A clone with the history cut off, as CI hosts make by default.</summary>
    /// <param name="depth">How many commits are kept.</param>
    public GitRepository ShallowClone(int depth = 1) => Clone("--depth", $"{depth}");

    /// <summary>Adds a linked worktree on a new branch, and returns its root. It is deleted with the repository.</summary>
    public string Worktree(string branch)
    {
        var path = _directory[$"worktree-{++_worktrees}"];
        Run("worktree", "add", "--quiet", "-b", branch, path);
        return path;
    }

    /// <summary>Adds another repository as a submodule and stages it, without a commit.</summary>
    public void Submodule(GitRepository source, string path) =>
        Run("submodule", "--quiet", "add", new Uri(source.Path).AbsoluteUri, path);

    /// <summary>Any git command in this repository; returns its output without the last line break. A failure is an exception.</summary>
    public string Run(params string[] arguments) => RunIn(Path, arguments);

    /// <summary>Any git command in a folder, with the same isolation.</summary>
    public string RunIn(string folder, params string[] arguments) => RunWithInput("", folder, arguments);

    /// <summary>Any git command in this repository, with text on its standard input.</summary>
    public string RunWithInput(string input, params string[] arguments) => RunWithInput(input, Path, arguments);

    public void Dispose() => _directory.Dispose();

    private static GitRepository New()
    {
        var directory = new TempDirectory();
        return new GitRepository(directory, directory["repository"]);
    }

    private string RunWithInput(string input, string folder, string[] arguments)
    {
        var result = Cli.Wrap("git")
            .WithArguments(arguments)
            .WithWorkingDirectory(folder)
            .WithStandardInputPipe(PipeSource.FromString(input))
            .WithEnvironmentVariables(Environment())
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync()
            .GetAwaiter().GetResult();
        return result.ExitCode == 0
            ? result.StandardOutput.TrimEnd('\n')
            : throw new InvalidOperationException($"git {string.Join(' ', arguments)} failed in {folder}: {result.StandardError}");
    }

    private Dictionary<string, string?> Environment()
    {
        var date = $"{_clock.ToUnixTimeSeconds()} {(_clock.Offset < TimeSpan.Zero ? "-" : "+")}{_clock.Offset:hhmm}";
        return new Dictionary<string, string?>
        {
            ["GIT_AUTHOR_NAME"] = "Ada Author",
            ["GIT_AUTHOR_EMAIL"] = "ada@example.com",
            ["GIT_AUTHOR_DATE"] = date,
            ["GIT_COMMITTER_NAME"] = "Carl Committer",
            ["GIT_COMMITTER_EMAIL"] = "carl@example.com",
            ["GIT_COMMITTER_DATE"] = date,
            ["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null",
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            // Submodules of local repositories; git refuses them since 2.38 unless told so.
            ["GIT_CONFIG_COUNT"] = "1",
            ["GIT_CONFIG_KEY_0"] = "protocol.file.allow",
            ["GIT_CONFIG_VALUE_0"] = "always",
            ["GIT_TERMINAL_PROMPT"] = "0",
            ["LC_ALL"] = "C",
            // Set while a hook or `git rebase --exec` runs the tests; they would lead into the wrong repository.
            ["GIT_DIR"] = null,
            ["GIT_WORK_TREE"] = null,
            ["GIT_INDEX_FILE"] = null,
        };
    }
}

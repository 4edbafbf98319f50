using Plimsoll.Build.Tests;

namespace Plimsoll.Build.Components.Tests;

/// <summary>A build in a clone of a repository whose first commit is released as 2.1.0.</summary>
internal sealed class ReleasedRepository : IDisposable
{
    public ReleasedRepository()
    {
        Git("init", "--quiet", "--initial-branch", "main");
        Git("remote", "add", "origin", new Uri(Origin.Path).AbsoluteUri);
        Git("pull", "--quiet", "--tags", "origin", "main");
        Fixture.Environment["SOURCE_DATE_EPOCH"] = "1700000000";
        Fixture.Environment["GIT_COMMITTER_NAME"] = "Tess Tagger";
        Fixture.Environment["GIT_COMMITTER_EMAIL"] = "tess@example.com";
        Fixture.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        Fixture.Environment["HOME"] = Fixture.Root.Path;
    }

    public BuildFixture Fixture { get; } = new();

    public Testing.GitRepository Origin { get; } = Testing.GitRepository.Released();

    public string Head => Git("rev-parse", "HEAD");

    public string RemoteTags => Origin.Run("tag");

    /// <summary>Any git command in the clone.</summary>
    public string Git(params string[] arguments) => Origin.RunIn(Fixture.Root.Path, arguments);

    /// <summary>Commits in the clone, with a file that has the message as its content.</summary>
    public string Commit(string message, string file = "app.txt")
    {
        Fixture.Root.Write(file, message + "\n");
        Git("add", "--", file);
        Git("commit", "--quiet", "--message", message);
        return Head;
    }

    public void Dispose()
    {
        Origin.Dispose();
        Fixture.Dispose();
    }
}

using LibGit2Sharp;
using Plimsoll.Oci;
using Plimsoll.Tags.Context;
using Plimsoll.Testing;

namespace Plimsoll.Git.Tests;

/// <summary>Reads repositories as a program would, apart from the configuration of whoever runs the tests.</summary>
internal static class Reading
{
    private static readonly string NoConfiguration = Directory.CreateTempSubdirectory("plimsoll-test-config-").FullName;

    static Reading()
    {
        foreach (var level in new[] { ConfigurationLevel.Global, ConfigurationLevel.Xdg, ConfigurationLevel.System })
            GlobalSettings.SetConfigSearchPaths(level, NoConfiguration);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(NoConfiguration, recursive: true);
    }

    /// <summary>Reads with the git command at hand and the given environment variables, no others.</summary>
    public static RepositoryState Read(string path, params (string Name, string Value)[] variables) => new GitRepositoryReader(Given(variables)).Read(path);

    /// <summary>An environment with the git command at hand, the given variables, and no others.</summary>
    public static Func<string, string?> Given(params (string Name, string Value)[] variables) => name =>
        variables.FirstOrDefault(variable => variable.Name == name).Value ?? (name == "PATH" ? Environment.GetEnvironmentVariable(name) : null);

    /// <summary>Where a repository is, with the git command at hand.</summary>
    public static RepositoryLocation Locate(this GitRepository repository) => RepositoryLocation.Find(repository.Path, Given());

    public static RepositoryState Read(this GitRepository repository) => Read(repository.Path);

    public static RepositoryState ReadWithoutGitCommand(this GitRepository repository) => new GitRepositoryReader(_ => null).Read(repository.Path);

    /// <summary>Opens with libgit2 alone.</summary>
    public static Repository Open(this GitRepository repository) =>
        RepositoryOpener.Open(RepositoryLocation.Find(repository.Path, _ => null));

    /// <summary>The error, which must be one of use (exit code 2) that says what to do next.</summary>
    public static PlimsollException Refusal(Func<object> read)
    {
        var exception = Assert.Throws<PlimsollException>(read);
        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.False(string.IsNullOrWhiteSpace(exception.Advice));
        return exception;
    }
}

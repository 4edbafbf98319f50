using System.Collections;
using System.Text;
using CliWrap;
using CliWrap.Buffered;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Documentation;

/// <summary>
/// A shell as a reader of the documents has it: in a released repository with files to publish, <c>plimsoll</c> on
/// <c>PATH</c>, and nothing set that the documents do not set. The tests run in pipelines whose own variables would
/// else decide where images go.
/// </summary>
internal sealed class ReaderShell : IDisposable
{
    private static readonly string[] ForeignPrefixes = ["PLIMSOLL_", "DOCKER_", "REGISTRY_", "XDG_", "GIT_", "GITHUB_", "BUILD_", "SYSTEM_", "CI_", "BITBUCKET_", "CIRCLE", "TEAMCITY_", "JENKINS_", "CHANGE_", "INPUT_"];

    private static readonly string[] ForeignNames = ["TF_BUILD", "GITLAB_CI", "RUNNER_DEBUG", "FORCE_COLOR", "CI"];

    private readonly TempDirectory _home = new();

    private ReaderShell(GitRepository repository) => Repository = repository;

    public GitRepository Repository { get; }

    /// <summary>Makes the repository with these files, released as 2.1.0.</summary>
    public static ReaderShell Open(IEnumerable<(string Name, string Content)> files)
    {
        var repository = GitRepository.Init();
        foreach (var (name, content) in files)
            repository.Write(name, content);
        repository.Write("app.txt", "content");
        repository.Run("add", "--all");
        repository.Run("commit", "--quiet", "--message", "A release");
        repository.Tag("v2.1.0");
        repository.Write("out/hello", "hello");
        return new ReaderShell(repository);
    }

    /// <summary>Runs a script with bash; both of its streams are the result.</summary>
    public async Task<(string Output, int ExitCode)> RunAsync(string script, IReadOnlyDictionary<string, string>? variables = null)
    {
        var result = await CliWrap.Cli.Wrap("bash")
            .WithArguments(["-c", "exec 2>&1\n" + script])
            .WithWorkingDirectory(Repository.Path)
            .WithValidation(CommandResultValidation.None)
            .WithEnvironmentVariables(Environment(variables))
            .ExecuteBufferedAsync(Encoding.UTF8);
        return (result.StandardOutput, result.ExitCode);
    }

    public void Dispose()
    {
        Repository.Dispose();
        _home.Dispose();
    }

    private Dictionary<string, string?> Environment(IReadOnlyDictionary<string, string>? variables)
    {
        var environment = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => (string)entry.Key)
            .Where(name => ForeignNames.Contains(name) || ForeignPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            .ToDictionary(name => name, string? (_) => null);
        environment["PATH"] = $"{Path.GetDirectoryName(NativeCommand.Path)}:{System.Environment.GetEnvironmentVariable("PATH")}";
        environment["HOME"] = _home.Path;
        foreach (var role in new[] { "AUTHOR", "COMMITTER" })
            (environment[$"GIT_{role}_NAME"], environment[$"GIT_{role}_EMAIL"]) = ("Ann", "ann@example.com");
        environment["PASSWORD"] = RegistryServerOptions.Password;
        // The documents show what a terminal shows; the file is there for the commands that write to it themselves.
        environment["PLIMSOLL_HOST"] = "none";
        environment["GITHUB_OUTPUT"] = _home["outputs"];
        environment["SOURCE_DATE_EPOCH"] = "1779179400";
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
            environment[name] = value;
        return environment;
    }
}

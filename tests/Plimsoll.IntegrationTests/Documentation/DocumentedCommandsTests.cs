using System.Text;
using CliWrap;
using CliWrap.Buffered;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Documentation;

/// <summary>The README and the pages of docs/ are a contract: what they show is run, and has to print what they show.</summary>
public sealed class DocumentedCommandsTests : IDisposable
{
    private const string Separator = "@@@ plimsoll test @@@";

    private readonly TempDirectory _folder = new();

    public static TheoryData<string> Documents => new(Directory.EnumerateFiles(Path.Combine(NativeCommand.RepositoryRoot, "docs"), "*.md")
        .Select(path => Path.GetRelativePath(NativeCommand.RepositoryRoot, path))
        .Order(StringComparer.Ordinal)
        .Prepend("README.md"));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Every_command_that_is_shown_does_what_is_shown(string name)
    {
        var document = Document.Parse(await File.ReadAllTextAsync(Path.Combine(NativeCommand.RepositoryRoot, name)));
        await using var registry = await RegistryServer.StartAsync();
        using var repository = PrepareRepository(document, registry);

        var outputs = await RunAsync(repository, registry, document.Commands);

        for (var index = 0; index < document.Commands.Count; index++)
        {
            var (command, (output, exitCode)) = (document.Commands[index], outputs[index]);
            var asksForStatus = index + 1 < document.Commands.Count && document.Commands[index + 1].Line == "echo $?";
            Assert.True(exitCode == 0 || asksForStatus, $"{name}: $ {command.Line}\nends with {exitCode}:\n{output}");
            Assert.True(command.Matches(output), $"{name}: $ {command.Line}\nshows:\n{string.Join('\n', command.Output)}\nprints:\n{output}");
        }
    }

    [Fact]
    public void The_two_commands_of_the_readme_are_what_every_commit_must_pass()
    {
        var readme = File.ReadAllText(Path.Combine(NativeCommand.RepositoryRoot, "README.md"));
        var ci = File.ReadAllLines(Path.Combine(NativeCommand.RepositoryRoot, ".ci", "run"));

        foreach (var command in new[] { "./build.sh Publish", "./build.sh Test" })
        {
            Assert.Contains(command, readme);
            Assert.Contains(ci, line => line.StartsWith(command, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("$ a\nx … y\n$ echo $?\n3", "x 1 y", true)]
    [InlineData("$ a\nx … y\n$ echo $?\n3", "x 1 z", false)]
    [InlineData("$ a\nx … y\n$ echo $?\n3", "x 1 y\nmore", false)]
    [InlineData("$ a", "anything", true)]
    public void Output_is_compared_line_by_line(string block, string output, bool expected) =>
        Assert.Equal(expected, Document.Parse($"```console\n{block}\n```").Commands[0].Matches(output));

    /// <summary>A repository as the documents assume it: released, with files to publish in <c>out</c>.</summary>
    private static GitRepository PrepareRepository(Document document, RegistryServer registry)
    {
        var repository = GitRepository.Init();
        foreach (var file in document.Files)
            repository.Write(file.Name, file.Name == "plimsoll.yml" ? Real(file.Content, registry) : file.Content);
        repository.Write("app.txt", "content");
        repository.Run("add", "--all");
        repository.Run("commit", "--quiet", "--message", "A release");
        repository.Tag("v2.1.0");
        repository.Write("out/hello", "hello");
        return repository;
    }

    /// <summary>The documents write localhost:5000; the registry of the test is on a free port.</summary>
    private static string Real(string text, RegistryServer registry) => text.Replace("localhost:5000", registry.Host, StringComparison.Ordinal);

    /// <summary>Runs all commands in one shell, as a reader would type them.</summary>
    private async Task<IReadOnlyList<(string Output, int ExitCode)>> RunAsync(GitRepository repository, RegistryServer registry, IReadOnlyList<DocumentedCommand> commands)
    {
        var script = new StringBuilder("exec 2>&1\n");
        foreach (var command in commands)
            script.Append($"{Real(command.Line, registry)}\nstatus=$?; echo \"{Separator}$status\"; (exit $status)\n");

        var result = await Cli.Wrap("bash")
            .WithArguments(["-c", script.ToString()])
            .WithWorkingDirectory(repository.Path)
            .WithValidation(CommandResultValidation.None)
            .WithEnvironmentVariables(variables => variables
                .Set("PATH", $"{Path.GetDirectoryName(NativeCommand.Path)}:{Environment.GetEnvironmentVariable("PATH")}")
                .Set("HOME", _folder.Path)
                .Set("SOURCE_DATE_EPOCH", "1779179400")
                .Set("GITHUB_ACTIONS", null)
                .Set("TF_BUILD", null))
            .ExecuteBufferedAsync(Encoding.UTF8);

        var parts = result.StandardOutput.Replace(registry.Host, "localhost:5000", StringComparison.Ordinal).Split(Separator);
        Assert.Equal(commands.Count + 1, parts.Length);
        return [.. parts.Skip(1).Select((part, index) => (parts[index][(index == 0 ? 0 : parts[index].IndexOf('\n') + 1)..], int.Parse(part.Split('\n')[0])))];
    }
}

using System.Text.RegularExpressions;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Documentation;

/// <summary>The README and the pages of docs/ are a contract: what they show is run, and has to print what they show.</summary>
public sealed partial class DocumentedCommandsTests
{
    public static TheoryData<string> Documents => new(Document.Names);

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Every_command_that_is_shown_does_what_is_shown(string name)
    {
        var document = Document.Read(name);
        await using var registry = await RegistryServer.StartAsync();
        using var shell = ReaderShell.Open(document.Files.Select(file => (file.File!, file.File == "plimsoll.yml" ? file.Content.Replace(DocumentRun.Registry, registry.Host, StringComparison.Ordinal) : file.Content)));

        await DocumentRun.CheckAsync(name, document, shell, registry);
    }

    /// <summary>They cannot run within themselves; CI runs them on every commit.</summary>
    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_command_of_the_repository_itself_is_what_every_commit_must_pass(string name)
    {
        var ci = File.ReadAllLines(Path.Combine(NativeCommand.RepositoryRoot, ".ci", "run"));

        foreach (var line in Document.Read(name).Shown("sh").SelectMany(block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries)))
            Assert.Contains(ci, executed => executed.StartsWith(line.Split('#')[0].TrimEnd(), StringComparison.Ordinal));
    }

    [Fact]
    public void The_readme_shows_both_commands()
    {
        var commands = Assert.Single(Document.Read("README.md").Shown("sh"));

        Assert.Equal(["./build.sh Publish", "./build.sh Test"], commands.TrimEnd('\n').Split('\n').Select(line => line.Split('#')[0].TrimEnd()));
    }

    [Fact]
    public async Task The_readme_names_every_verb_that_there_is_and_calls_none_of_them_missing()
    {
        using var shell = ReaderShell.Open([]);
        var (help, _) = await shell.RunAsync("plimsoll --help");
        var verbs = Verb.Matches(help[..help.IndexOf("\nExamples:", StringComparison.Ordinal)]).Select(verb => verb.Groups["name"].Value).ToList();
        var readme = File.ReadAllText(Path.Combine(NativeCommand.RepositoryRoot, "README.md"));
        var missing = Regex.Match(readme, "^## Not supported yet\n(?<text>.*?)^## ", RegexOptions.Multiline | RegexOptions.Singleline).Groups["text"].Value;

        Assert.NotEmpty(verbs);
        Assert.NotEmpty(missing);
        Assert.All(verbs, verb => Assert.Contains($"plimsoll {verb}", readme));
        Assert.All(verbs, verb => Assert.DoesNotContain($"`{verb}`", missing));
    }

    [Theory]
    [InlineData("$ a\nx … y\n$ echo $?\n3", "x 1 y", true)]
    [InlineData("$ a\nx … y\n$ echo $?\n3", "x 1 z", false)]
    [InlineData("$ a\nx … y\n$ echo $?\n3", "x 1 y\nmore", false)]
    [InlineData("$ a", "anything", true)]
    public void Output_is_compared_line_by_line(string block, string output, bool expected) =>
        Assert.Equal(expected, Document.Parse($"```console\n{block}\n```").Commands[0].Matches(output));

    [GeneratedRegex("^  (?<name>(?!plimsoll )[a-z-]+) ", RegexOptions.Multiline)]
    private static partial Regex Verb { get; }
}

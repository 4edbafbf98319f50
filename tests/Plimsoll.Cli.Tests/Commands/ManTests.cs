using CliWrap;
using CliWrap.Buffered;
using Plimsoll.Cli.Help;
using Plimsoll.Publishing;
using Plimsoll.Testing;
using Snapshooter.Xunit;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>The manual and the reference, which are made of the commands.</summary>
public sealed class ManTests : IDisposable
{
    private readonly TempDirectory _folder = new();
    private readonly CommandWorld _world;

    public ManTests() => _world = new CommandWorld(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_reference_in_the_repository_is_what_the_command_writes()
    {
        await _world.SucceedAsync("man", "reference", "--markdown");

        var expected = Read(_folder["reference"]);
        var actual = Read(Path.Combine(NativeCommand.RepositoryRoot, "docs", "reference"));
        Assert.True(expected.SequenceEqual(actual), $"docs/reference is stale: {string.Join(", ", expected.Except(actual).Concat(actual.Except(expected)).Select(page => page.Name).Distinct())}. Write it again: plimsoll man docs/reference --markdown");
    }

    [Fact]
    public async Task Every_link_of_the_reference_leads_to_a_page()
    {
        await _world.SucceedAsync("man", "reference", "--markdown");

        var pages = Read(_folder["reference"]);
        Assert.All(
            pages.SelectMany(page => System.Text.RegularExpressions.Regex.Matches(page.Text, @"\]\(([^)]+)\)").Select(link => link.Groups[1].Value)),
            link => Assert.Contains(pages, page => page.Name == link));
        Assert.All(pages.Where(page => page.Name != "README.md"), page => Assert.Contains(pages, other => other.Text.Contains($"]({page.Name})", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_manual_has_a_page_for_each_command_that_man_shows_without_a_warning()
    {
        var result = await _world.SucceedAsync("man", "man1");

        Assert.Equal(Read(_folder["man1"]).Select(page => $"man1/{page.Name}"), result.Lines.Order(StringComparer.Ordinal));
        Assert.Contains("man1/plimsoll-version-next.1", result.Lines);
        foreach (var (name, text) in File.Exists("/usr/bin/groff") ? Read(_folder["man1"]) : [])
        {
            var shown = await CliWrap.Cli.Wrap("groff").WithArguments(["-man", "-ww", "-Tutf8", "-P-cbou"]).WithStandardInputPipe(PipeSource.FromString(text)).ExecuteBufferedAsync();
            Assert.Equal((name, ""), (name, shown.StandardError));
            Assert.Contains("plimsoll", shown.StandardOutput, StringComparison.Ordinal);
        }

        Snapshot.Match(Read(_folder["man1"]).Single(page => page.Name == "plimsoll-version-next.1").Text.Replace(CommandHost.Version, "VERSION", StringComparison.Ordinal).Replace(CommandHost.Version.Replace("-", "\\-", StringComparison.Ordinal), "VERSION", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_exit_code_is_explained() => Assert.Equal(Enum.GetValues<ExitCode>(), ExitStatus.All.Select(status => status.Code));

    private static IReadOnlyList<(string Name, string Text)> Read(string folder) =>
        [.. Directory.EnumerateFiles(folder).Select(file => (Path.GetFileName(file), File.ReadAllText(file))).OrderBy(page => page.Item1, StringComparer.Ordinal)];
}

using CsCheck;
using Plimsoll.Tags.Hosts.Outputs;
using Plimsoll.Testing;

namespace Plimsoll.Tags.Tests.Hosts.Outputs;

/// <summary>Whatever ends a line somewhere or begins a command on any host, each channel of each host carries one value and one command.</summary>
public sealed class HostileValueTests : IDisposable
{
    private static readonly string[] Pieces =
    [
        "\u2028", "\u2029", "\u0085", "\v", "\f", "\r", "\n", "\r\n", "::", "::error::x", "::set-output name=a::b", "##vso[task.setvariable variable=PATH]x", "##vso[task.complete]", "##[error]", "##teamcity[x]",
        "#", "\u001b]0;t\a", "\u001b]8;;http://r.example\u001b\\", "\u009d0;t\u009c", "\u001b[2J", "%0A", "%0D", "%AZP25", "|n", "]", ";", ",", "=", "<<", "ghadelimiter_", "a", " ", "'", "\"", "$", "\\",
    ];

    private static readonly Gen<string> Hostile = Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]).Array[0, 10].Select(string.Concat);

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("GITHUB_OUTPUT")]
    [InlineData("GITHUB_ENV")]
    public void A_file_of_GitHub_has_each_value_whole_and_no_other(string variable) => Gen.Select(Hostile, Hostile).Sample((one, two) =>
    {
        var file = _folder[Guid.NewGuid().ToString()];
        KeyValuePair<string, string>[] given = [new("one", one), new("two", two)];

        var sink = new GitHubSink(name => name == variable ? file : null, Assert.Fail);
        sink.SetOutputs(() => given);
        sink.SetVariables(given);

        Assert.Equal(given, HostOutputParser.ParseGitHub(File.ReadAllText(file)).OrderBy(pair => pair.Key, StringComparer.Ordinal));
    });

    [Fact]
    public void The_log_of_Azure_has_each_value_whole_and_no_other() => Gen.Select(Hostile, Hostile).Sample((one, two) =>
    {
        var log = new List<string>();
        KeyValuePair<string, string>[] given = [new("one", one), new("two", two)];

        new AzureSink(_ => null, log.Add).SetOutputs(() => given);

        Assert.Equal(2, log.Count);
        Assert.All(log, line => Assert.Equal(-1, line.AsSpan().IndexOfAny('\r', '\n')));
        Assert.Equal(given, HostOutputParser.ParseAzure(string.Join('\n', log)).OrderBy(pair => pair.Key, StringComparer.Ordinal));
        Assert.Empty(HostOutputParser.GitHubCommands(string.Join('\n', log)));
    });

    /// <summary>A list of words may come joined by spaces, and what is on several lines not at all; it never becomes another variable.</summary>
    [Fact]
    public void The_file_of_GitLab_has_a_line_for_a_value_and_no_other() => Gen.Select(Hostile, Hostile).Sample((one, two) =>
    {
        var file = _folder[Guid.NewGuid().ToString()];
        File.WriteAllText(file, "OTHER=a\rb\n");
        var sink = new GitLabSink(name => name == "PLIMSOLL_DOTENV" ? file : null, Assert.Fail);

        for (var i = 0; i < 2; i++)
            sink.SetOutputs(() => [new("one", one), new("two", two), new("three", "3")]);

        var lines = File.ReadAllText(file).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("OTHER=a\rb", lines[0]);
        Assert.Equal("PLIMSOLL_OUT_THREE=3", lines[^1]);
        var names = lines[1..].Select(line => line.Split('=')[0]).ToList();
        Assert.Equal(names.Distinct(), names);
        Assert.Subset(new HashSet<string> { "PLIMSOLL_OUT_ONE", "PLIMSOLL_OUT_TWO", "PLIMSOLL_OUT_THREE" }, names.ToHashSet());
        Assert.All(lines[1..], line => Assert.Equal(-1, line.AsSpan().IndexOfAny("\r\f\u0085\u2028\u2029")));
    });

    [Theory]
    [Trait("Answers", "CVE-2020-15228")]
    [InlineData("github", "error", "group")]
    [InlineData("azure", "task.logissue", null)]
    public void An_issue_and_the_title_of_a_group_are_one_command_each_on_a_line_that_steers_nothing(string host, string issue, string? group) => Hostile.Sample(text =>
    {
        var log = new List<string>();
        var sink = HostSinks.Create(host, _ => null, log.Add);

        Assert.True(sink.TryReport(isError: true, text));
        Assert.NotNull(sink.BeginGroup(text));

        Assert.Equal(2, log.Count);
        Assert.All(log, line => Assert.DoesNotContain(line, c => char.IsControl(c) || c is '\u2028' or '\u2029'));
        Assert.All(log, line => Assert.DoesNotContain("##teamcity[", line, StringComparison.Ordinal));
        Assert.Equal(new[] { issue, group }.OfType<string>(), log.SelectMany(Commands));
        Assert.Equal(host == "azure" ? 1 : 0, log.Count(line => line.StartsWith("##[group]", StringComparison.Ordinal)));
        Assert.All(log, line => Assert.Equal(-1, line.IndexOf("##[", 1, StringComparison.Ordinal)));
    });

    /// <summary>What either host would find in a line, the one that it was not written for included.</summary>
    private static IEnumerable<string> Commands(string line) =>
        HostOutputParser.GitHubCommands(line).Select(command => command.Name).Concat(HostOutputParser.AzureCommands(line).Select(command => command.Name));
}

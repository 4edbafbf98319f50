using System.Text.RegularExpressions;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Documentation;

/// <summary>The claims of <c>SECURITY.md</c> name the tests that prove them, and those exist.</summary>
public sealed partial class SecurityPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(NativeCommand.RepositoryRoot, "SECURITY.md"));

    /// <summary>The sources of all tests by the name of their class, without comments, in which a test could be named and not be.</summary>
    private static readonly ILookup<string, string> Sources = Directory.EnumerateFiles(Path.Combine(NativeCommand.RepositoryRoot, "tests"), "*.cs", SearchOption.AllDirectories)
        .ToLookup(file => Path.GetFileName(file).Split('.')[0], file => Comment.Replace(File.ReadAllText(file), ""));

    [Fact]
    public void Every_test_that_is_named_exists()
    {
        var named = Name.Matches(Page).Select(match => (Class: match.Groups["class"].Value, Method: match.Groups["method"].Value)).Distinct().ToList();

        Assert.True(named.Count > 50, $"only {named.Count} tests were found in the page");
        Assert.Empty(named.Where(test => !Exists(test.Class, test.Method)).Select(test => $"{test.Class}.{test.Method}"));
        Assert.False(Exists("SecurityPageTests", "A_test_that_is_not_there"));
    }

    [Fact]
    public void Every_claim_names_a_test()
    {
        var rows = Rows("who", 4);

        Assert.NotEmpty(rows);
        Assert.Empty(rows.Where(row => !Name.IsMatch(row[^1])).Select(row => row[1]));
    }

    [Fact]
    public void Every_published_flaw_is_answered_by_a_test_and_every_answer_is_on_the_page()
    {
        var listed = Rows("flaw", 2).SelectMany(row => row[1].Split(", ")).Order(StringComparer.Ordinal).ToList();
        var answered = Sources.SelectMany(source => source).SelectMany(text => Answer.Matches(text)).Select(match => match.Groups["name"].Value).Distinct().Order(StringComparer.Ordinal);

        Assert.NotEmpty(listed);
        Assert.Equal(listed, answered);
    }

    /// <summary>The rows of the table whose first heading is given, as cells.</summary>
    private static List<string[]> Rows(string heading, int columns) =>
    [
        .. Page.Split('\n').SkipWhile(line => !line.StartsWith($"| {heading} |", StringComparison.Ordinal)).TakeWhile(line => line.StartsWith('|')).Skip(2)
            .Select(line => line.Trim('|', ' ').Split(" | "))
            .Select(row => row.Length == columns ? row : throw new InvalidDataException($"{row.Length} cells: {row[0]}")),
    ];

    private static bool Exists(string @class, string method) =>
        Sources[@class].Any(text => Regex.IsMatch(text, $@"\[(Fact|Theory)[^\r\n]*\](\s*\[[^\r\n]*\])*\s*public (async )?(Task|void) {method}\("));

    [GeneratedRegex(@"`(?<class>\w+Tests)\.(?<method>\w+)`")]
    private static partial Regex Name { get; }

    [GeneratedRegex("""\[Trait\("Answers", "(?<name>[^"]+)"\)\]""")]
    private static partial Regex Answer { get; }

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment { get; }
}

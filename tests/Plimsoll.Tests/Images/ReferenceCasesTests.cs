using System.Text.Json;
using Plimsoll.Images;
using Plimsoll.Testing;
using Xunit.Abstractions;

namespace Plimsoll.Tests.Images;

/// <summary>The tables of the reference implementation, where they are at hand.</summary>
public class ReferenceCasesTests(ITestOutputHelper output)
{
    [Fact]
    public void Valid_and_invalid_names_agree_with_the_reference_implementation()
    {
        foreach (var suite in new[] { "normalizedNames", "remoteNames" })
            ForEach(suite, row => Assert.Equal(row.GetProperty("valid").GetBoolean(), ImageReference.TryParse(Text(row, "input"), out _)));
    }

    [Fact]
    public void Registry_path_and_familiar_name_agree_with_the_reference_implementation()
    {
        ForEach("repositoryInfo", row =>
        {
            var reference = ImageReference.Parse(Text(row, "input")!);
            Assert.Equal(Text(row, "domain"), reference.Registry);
            Assert.Equal(Text(row, "path"), reference.Repository);
            Assert.Equal(Text(row, "familiarName"), reference.FamiliarName);
            Assert.Equal(Text(row, "fullName"), reference.Name);
        });
        ForEach("normalizedSplit", row =>
        {
            var reference = ImageReference.Parse(Text(row, "input")!);
            Assert.Equal((Text(row, "domain"), Text(row, "path")), (reference.Registry, reference.Repository));
        });
        ForEach("tagAndDigest", row =>
        {
            var reference = ImageReference.Parse(Text(row, "input")!);
            Assert.Equal((Text(row, "normalized"), Text(row, "familiar")), (reference.ToString(), reference.Familiar));
        });
    }

    [Fact]
    public void The_grammar_agrees_with_the_reference_implementation()
    {
        ForEach("domainRegexp", row => Assert.Equal(row.GetProperty("match").GetBoolean(), ReferenceGrammar.Domain.IsMatch(Text(row, "input")!)));
        ForEach("identifierRegexp", row => Assert.Equal(row.GetProperty("match").GetBoolean(), ReferenceGrammar.Identifier.IsMatch(Text(row, "input")!)));
        ForEach("nameRegexp", row =>
        {
            var match = ReferenceGrammar.Name.Match(Text(row, "input")!);
            Assert.Equal(row.GetProperty("match").GetBoolean(), match.Success);
            if (match.Success)
                Assert.Equal([.. row.GetProperty("subs").EnumerateArray().Select(sub => sub.GetString()!)], new[] { match.Groups["domain"].Value, match.Groups["path"].Value });
        });
        ForEach("referenceRegexp", row =>
        {
            var match = ReferenceGrammar.Reference.Match(Text(row, "input")!);
            Assert.Equal(row.GetProperty("match").GetBoolean(), match.Success);
            if (match.Success)
                Assert.Equal([.. row.GetProperty("subs").EnumerateArray().Select(sub => sub.GetString()!)], new[] { match.Groups["name"].Value, match.Groups["tag"].Value, match.Groups["digest"].Value });
        });
    }

    [Fact]
    public void Strict_parsing_agrees_with_the_reference_implementation() =>
        ForEach("parse", row =>
        {
            var input = Text(row, "input")!;
            var match = ReferenceGrammar.Reference.Match(input);
            var valid = match.Success
                && match.Groups["path"].Length <= ReferenceGrammar.MaximumPathLength
                && (!match.Groups["digest"].Success || Digest.TryParse(match.Groups["digest"].Value, out _));
            var expected = row.GetProperty("valid").GetBoolean() || row.TryGetProperty("clientNote", out _);
            Assert.True(expected == valid, input);
            if (valid && row.TryGetProperty("domain", out var domain))
                Assert.Equal((domain.GetString(), Text(row, "tag")), (match.Groups["domain"].Value, match.Groups["tag"].Value));
        });

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();

    private void ForEach(string suite, Action<JsonElement> check)
    {
        using var tables = SharedData.Open("reference-cases.json");
        if (tables is null)
        {
            output.WriteLine("The tables of the reference implementation are not on this machine.");
            return;
        }

        var rows = tables.RootElement.GetProperty("suites").GetProperty(suite).GetProperty("cases").EnumerateArray().ToList();
        Assert.NotEmpty(rows);
        foreach (var row in rows)
            check(row);
    }
}

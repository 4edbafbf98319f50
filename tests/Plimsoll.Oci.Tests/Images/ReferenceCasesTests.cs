using System.Text.Json;
using Plimsoll.Oci.Images;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Images;

/// <summary>The cases of the reference implementation, from <see cref="SharedData"/>.</summary>
public class ReferenceCasesTests
{
    private const string File = "reference-cases.json";

    [SharedDataFact(File)]
    public void Valid_and_invalid_names_agree_with_the_reference_implementation()
    {
        foreach (var suite in new[] { "normalizedNames", "remoteNames" })
            ForEach(suite, row => Assert.Equal(row.GetProperty("valid").GetBoolean(), ImageReference.TryParse(Text(row, "input"), out _)));
    }

    [SharedDataFact(File)]
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

    [SharedDataFact(File)]
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

    [SharedDataFact(File)]
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

    [SharedDataFact(File)]
    public void Names_without_tag_and_digest_agree_with_the_reference_implementation()
    {
        ForEach("withName_failures", row => Assert.False(ReferenceGrammar.Name.IsMatch(Text(row, "input")!), Text(row, "input")));
        ForEach("domainAndPath", row =>
        {
            var match = ReferenceGrammar.Name.Match(Text(row, "input")!);
            Assert.Equal((Text(row, "domain"), Text(row, "path")), (match.Groups["domain"].Value, match.Groups["path"].Value));
        });
        ForEach("parseNamed", row =>
        {
            var input = Text(row, "input")!;
            var isCanonical = ImageReference.TryParse(input, out var reference) && reference.ToString() == input;
            Assert.True(row.GetProperty("valid").GetBoolean() == isCanonical, input);
            if (isCanonical)
                Assert.Equal((Text(row, "domain"), Text(row, "path")), (reference!.Registry, reference.Repository));
        });
    }

    [SharedDataFact(File)]
    public void Composed_references_agree_with_the_reference_implementation()
    {
        ForEach("withTag", row =>
        {
            // The reference implementation keeps a digest here, and looks at its form only: these are too short for ours.
            var digest = row.TryGetProperty("digest", out var given) ? "@" + given.GetString() : "";
            Assert.Equal(Text(row, "combined"), ImageReference.Parse(Text(row, "name")!).WithTag(Text(row, "tag")!) + digest);
        });
        ForEach("withDigest", row =>
        {
            var match = ReferenceGrammar.Reference.Match(Text(row, "combined")!);
            Assert.Equal((Text(row, "name"), Text(row, "digest")), (match.Groups["name"].Value, match.Groups["digest"].Value));
            Assert.False(ImageReference.TryParse(Text(row, "combined"), out _), "A digest that is too short reaches no registry.");
        });
    }

    [SharedDataFact(File)]
    public void Patterns_match_as_those_of_the_reference_implementation() => ForEach("familiarMatch", row =>
        Assert.Equal(row.GetProperty("expected").GetBoolean(), ImageReference.Parse(Text(row, "reference")!).FamiliarMatches(Text(row, "pattern")!)));

    [SharedDataFact(File)]
    public void What_a_name_stands_for_agrees_with_the_reference_implementation()
    {
        ForEach("anyReference", row =>
        {
            var isReference = ImageReference.TryParse(Text(row, "input"), out var reference);
            Assert.True(row.GetProperty("isDigestOnly").GetBoolean() != isReference, Text(row, "input"));
            if (isReference)
                Assert.Equal(Text(row, "normalized"), reference!.ToString());
        });
        ForEach("parseDockerRef", row =>
        {
            var reference = ImageReference.Parse(Text(row, "input")!);
            Assert.Equal(Text(row, "expected"), $"{reference.Name}{(reference.Digest is null ? ':' : '@')}{reference.TagOrDigest}");
        });
    }

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();

    private static void ForEach(string suite, Action<JsonElement> check)
    {
        using var tables = SharedData.Open(File);
        var rows = tables.RootElement.GetProperty("suites").GetProperty(suite).GetProperty("cases").EnumerateArray().ToList();
        Assert.NotEmpty(rows);
        foreach (var row in rows)
            check(row);
    }
}

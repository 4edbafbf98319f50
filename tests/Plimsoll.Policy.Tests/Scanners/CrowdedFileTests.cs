using Plimsoll.Policy.Reports;
using Plimsoll.Policy.Rules;

namespace Plimsoll.Policy.Tests.Scanners;

/// <summary>A file with more images than anybody writes is checked as far as the limit, the rest is counted, and the check fails.</summary>
public class CrowdedFileTests
{
    private const int Limit = 50_000;

    [Theory]
    [InlineData("Dockerfile", "", "FROM a:1.2.3\n", 6)]
    [InlineData("run.sh", "#!/bin/sh\n", "docker run a:1.2.3\n", 12)]
    [InlineData("pod.yaml", "kind: Pod\nspec:\n  containers:\n", "  - image: a:1.2.3\n", 12)]
    public async Task What_is_beyond_the_limit_is_counted_and_is_an_error_where_it_begins(string file, string head, string image, int column)
    {
        using var deployment = new Deployment().With(file, head + string.Concat(Enumerable.Repeat(image, Limit + 20)));
        var result = await deployment.CheckAsync(ImagePolicy.Default with { Profile = PolicyProfile.Tag });

        Assert.Equal(Limit, result.Images.Count);
        var finding = Assert.Single(result.Findings);
        Assert.Equal((RuleNames.UnreadableFile, Severity.Error), (finding.Rule, finding.Severity));
        Assert.Equal((Limit + 1 + head.Count(character => character == '\n'), column), (finding.Span.StartLine, finding.Span.StartColumn));
        Assert.Equal($"This file was not checked completely: it names {Limit + 20} images, and only {Limit} of a file are checked.", finding.Message);
        Assert.Equal($"1 error, 0 warnings; {Limit} images in 1 file (1 not read completely)", TextReport.Summary(result));
    }

    [Fact]
    public async Task A_file_at_the_limit_passes()
    {
        using var deployment = new Deployment().With("Dockerfile", string.Concat(Enumerable.Repeat("FROM a:1.2.3\n", Limit)));

        Assert.Empty((await deployment.CheckAsync(ImagePolicy.Default with { Profile = PolicyProfile.Tag })).Findings);
    }
}

using System.Text;
using Plimsoll.Policy.Checking;

namespace Plimsoll.Policy.Tests.Checking;

/// <summary>The rules that compare a file with what it was.</summary>
public class EarlierFilesTests
{
    private const string A = "@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string B = "@sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

    private static string Pod(string images) =>
        "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n" + string.Concat(images.Split(' ').Select(image => $"  - image: {image}\n"));

    private static async Task<string> CompareAsync(string before, string now, bool onlyChanged = false)
    {
        using var deployment = new Deployment().With("x.yaml", Pod(now)).With("y.yaml", Pod("same"));
        var earlier = new EarlierFiles(path => Path.GetFileName(path) == "x.yaml", path => Path.GetFileName(path) == "x.yaml" ? Encoding.UTF8.GetBytes(Pod(before)) : null);
        var result = await PolicyChecker.CheckAsync([], ImagePolicy.Default, deployment.Path, new CheckOptions { Earlier = earlier, OnlyChanged = onlyChanged });
        return string.Join(" ", result.Findings.Where(finding => onlyChanged || finding.Span.File == "x.yaml").Select(finding => $"{finding.Rule}@{finding.Span.StartLine}"));
    }

    [Theory]
    [InlineData("r/a:1.2.3" + A, "r/a:1.2.3" + B, "immutable-tag-moved@5")]
    [InlineData("r/a:1.2.3" + A, "r/a:1.2.3" + A, "")]
    [InlineData("r/a:1.2.3" + A, "r/a:1.2.4" + B, "")]
    [InlineData("r/a:1.2" + A, "r/a:1.2" + B, "")]
    [InlineData("r/a:1.2.3" + A, "r/b:1.2.3" + B, "")]
    [InlineData("r/a:1.2.3", "r/a:1.2.3" + B, "")]
    [InlineData("r/a:1.2.3" + A + " r/a:1.2.3" + B, "r/a:1.2.3" + B, "")]
    public async Task An_immutable_tag_keeps_its_digest(string before, string now, string expected) =>
        Assert.Equal(expected, await CompareAsync(before, now));

    [Theory]
    [InlineData("a:1.3.0", "a:1.2.9", "version-regression@5")]
    [InlineData("a:v1.3.0", "a:v1.2.9", "version-regression@5")]
    [InlineData("a:1.3.0", "docker.io/library/a:1.2.9", "version-regression@5")]
    [InlineData("a:1.3.0", "a:1.3.0-rc.1", "version-regression@5")]
    [InlineData("a:1.3.0-rc.10", "a:1.3.0-rc.9", "version-regression@5")]
    [InlineData("a:1.25.3", "a:1.25.3-alpine", "")]
    [InlineData("a:1.25.3-bookworm", "a:1.25.3-alpine", "")]
    [InlineData("a:1.25.3-alpine", "a:1.25.2", "version-regression@5")]
    [InlineData("a:1.2.9", "a:1.3.0", "")]
    [InlineData("a:1.3.0", "a:1.3.0", "")]
    [InlineData("a:1.3.0", "b:1.2.9", "")]
    [InlineData("a:1.3.0 a:1.2.0", "a:1.2.0", "")]
    [InlineData("a:1.3.0", "a:1.3.0 a:1.2.0", "")]
    [InlineData("a:1.3.0 a:1.1.0", "a:1.2.0 a:1.2.0", "")]
    [InlineData("a:1.3.0", "a:nightly", "")]
    public async Task A_version_does_not_go_back_unnoticed(string before, string now, string expected) =>
        Assert.Equal(expected, await CompareAsync(before, now));

    [Fact]
    public async Task Only_what_changed_is_reported_where_that_is_asked_for()
    {
        Assert.Equal("missing-tag@5", await CompareAsync("a:1.2.3", "a", onlyChanged: true));
    }
}

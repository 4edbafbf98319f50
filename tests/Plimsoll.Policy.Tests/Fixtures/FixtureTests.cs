using Plimsoll.Policy.Rules;
using Plimsoll.Policy.Tests.Pinning;

namespace Plimsoll.Policy.Tests.Fixtures;

/// <summary>Files as people write them: exactly their images are found, where they stand, and pinning keeps its promises.</summary>
public class FixtureTests
{
    public static TheoryData<string> Names => [.. Fixture.Names];

    public static TheoryData<string> OfActions => [.. Fixture.Names.Where(name => Fixture.Read(name).Actions is not null)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Exactly_the_images_are_found(string name)
    {
        var fixture = Fixture.Read(name);
        using var deployment = fixture.Deploy("real");
        var result = await deployment.CheckAsync();
        Assert.NotEmpty(fixture.Images);
        Assert.Equal(fixture.Images, result.Images.Select(image => image.Use)
            .OrderBy(use => use.Span.File, StringComparer.Ordinal).ThenBy(use => use.Span.StartLine).ThenBy(use => use.Span.StartColumn)
            .Select(use => $"{use.Span.File}:{use.Span.StartLine}:{use.Span.StartColumn}-{use.Span.EndColumn} {use.Image}"));
        await PinProof.HoldsAsync(deployment.Path);
    }

    [Theory]
    [MemberData(nameof(OfActions))]
    public async Task Exactly_the_actions_that_can_move_are_reported(string name)
    {
        var fixture = Fixture.Read(name);
        using var deployment = fixture.Deploy("real");
        var result = await deployment.CheckAsync(ActionProof.Policy);
        Assert.Equal(fixture.Actions, result.Findings.Where(finding => finding.Rule is RuleNames.UnpinnedAction or RuleNames.Unresolved)
            .OrderBy(finding => finding.Span.File, StringComparer.Ordinal).ThenBy(finding => finding.Span.StartLine)
            .Select(finding => $"{finding.Span.File}:{finding.Span.StartLine}:{finding.Span.StartColumn}-{finding.Span.EndColumn} {finding.Image}"));
        await ActionProof.HoldsAsync(deployment.Path);

        using var none = fixture.Deploy("none");
        Assert.Empty((await none.CheckAsync(ActionProof.Policy)).Findings.Select(finding => $"{finding.Span.File}:{finding.Span.StartLine} {finding.Rule}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_only_looks_alike_is_no_image_and_no_finding(string name)
    {
        var fixture = Fixture.Read(name);
        Assert.NotEmpty(fixture.Files("none"));
        using var deployment = fixture.Deploy("none");
        var result = await deployment.CheckAsync();
        Assert.Empty(result.Images.Select(image => $"{image.Use.Span.File}:{image.Use.Span.StartLine} {image.Use.Image}"));
        Assert.Empty(result.Findings.Select(finding => $"{finding.Span.File}:{finding.Span.StartLine} {finding.Rule}"));
    }
}

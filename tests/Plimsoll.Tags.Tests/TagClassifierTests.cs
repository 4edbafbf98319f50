namespace Plimsoll.Tags.Tests;

public class TagClassifierTests
{
    [Theory]
    [InlineData("1.25.3")]
    [InlineData("v1.25.3")]
    [InlineData("1.25.3-alpine")]
    [InlineData("1.25.3alpine3.18")]
    [InlineData("2.1.0_build.5")]
    [InlineData("2026-05-19")]
    [InlineData("2026-05-19.2")]
    [InlineData("20260519")]
    [InlineData("a1b2c3d")]
    [InlineData("sha-1234567")]
    [InlineData("a1b2c3d4e5f60718293a4b5c6d7e8f9001122334")]
    public void What_never_moves(string tag) => Assert.Equal(Mutability.Immutable, TagClassifier.Classify(tag));

    [Theory]
    [InlineData(null)]
    [InlineData("latest")]
    [InlineData("LATEST")]
    [InlineData("3")]
    [InlineData("3.12")]
    [InlineData("3.12-slim")]
    [InlineData("1234567")]
    [InlineData("stable")]
    [InlineData("bookworm")]
    [InlineData("main")]
    [InlineData("facade")]
    [InlineData("production")]
    [InlineData("a1b2c3d-dirty")]
    [InlineData("2026-13-40")]
    public void What_may_move(string? tag) => Assert.Equal(Mutability.Moving, TagClassifier.Classify(tag));
}

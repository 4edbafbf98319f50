using Plimsoll.Oci;
using Plimsoll.Publishing.Configuration;

namespace Plimsoll.Publishing.Tests.Configuration;

public class YamlBoundsTests
{
    private static readonly string Multiplied =
        "x0: &a0 [a, a]\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"x{i + 1}: &a{i + 1} [*a{i}, *a{i}, *a{i}]\n"));

    /// <summary>Keys are compared with each other, through every alias: these would never end.</summary>
    [Theory]
    [InlineData("tags: *a40\n")]
    [InlineData("? *a40\n: 1\n? *a40\n: 2\n")]
    public void Aliases_that_multiply_are_refused(string end)
    {
        var exception = Assert.Throws<PlimsollException>(() => ConfigurationFile.Parse("plimsoll.yml", Multiplied + end));

        Assert.Equal("plimsoll.yml:10:20: the aliases of the file stand for more than 100000 values.", exception.Message);
        Assert.Equal(ErrorKind.Usage, exception.Kind);
    }

    /// <summary>As a key, it would be compared until the stack is full, which ends the process.</summary>
    [Theory]
    [InlineData("? &a [*a]\n: 1\n", "plimsoll.yml:1:7")]
    [InlineData("tags: &a {b: [*a]}\n", "plimsoll.yml:1:15")]
    public void An_alias_inside_the_value_that_it_stands_for_is_refused(string text, string place)
    {
        var exception = Assert.Throws<PlimsollException>(() => ConfigurationFile.Parse("plimsoll.yml", text));

        Assert.Equal($"{place}: the alias '*a' is inside the value that it stands for.", exception.Message);
    }

    [Theory]
    [InlineData("a: &x [1]\nb: [*x, *x]\nc: &x [2]\nd: *x\n")]
    [InlineData("a: &x [&x 1, *x]\n")]
    [InlineData("&x a: *x\n---\nb: *x\n")]
    [InlineData("? &a [b]\n: 1\n? [*a]\n: 2\n")]
    public void Other_aliases_are_within_the_bounds(string text) => Assert.Null(YamlBounds.FindExcess(text));

    [Fact]
    public void Many_aliases_of_one_value_are_within_the_bounds()
    {
        var policy = "&policy { mutableTags: [a, b, c] }";
        var images = string.Concat(Enumerable.Range(0, 5_000).Select(i => $"  i{i}: *policy\n"));

        Assert.Null(YamlBounds.FindExcess($"policy: {policy}\nimages:\n{images}"));
    }
}

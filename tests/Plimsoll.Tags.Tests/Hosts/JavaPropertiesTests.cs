using CsCheck;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Tags.Tests.Hosts;

public class JavaPropertiesTests
{
    [Theory]
    [InlineData("a=b", "a", "b")]
    [InlineData("  a : b ", "a", "b ")]
    [InlineData("a b=c", "a", "b=c")]
    [InlineData("a", "a", "")]
    [InlineData("a=", "a", "")]
    [InlineData("a\\ b\\=c\\:d=e", "a b=c:d", "e")]
    [InlineData("a=https\\://x/y", "a", "https://x/y")]
    [InlineData("a=C\\:\\\\temp\\\\x", "a", "C:\\temp\\x")]
    [InlineData("a=b\\\n   c", "a", "bc")]
    [InlineData("a=b\\\\\nc=d", "a", "b\\")]
    [InlineData("a=\\u00e4\\t\\n\\q", "a", "ä\t\nq")]
    [InlineData("a=\\u00", "a", "u00")]
    [InlineData("# a=1\n! a=2\n\r\n a=3\r", "a", "3")]
    [InlineData("a=1\na=2", "a", "2")]
    [InlineData("a=b\\", "a", "b")]
    public void A_line_has_a_key_and_a_value(string text, string key, string value) => Assert.Equal(value, JavaProperties.Parse(text)[key]);

    [Fact]
    public void Comments_and_empty_lines_hold_nothing() => Assert.Empty(JavaProperties.Parse("\n  \n#a=b\\\n!c\n"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/not/there")]
    [InlineData("\0")]
    public void A_missing_file_holds_nothing(string? path) => Assert.Empty(JavaProperties.Read(path));

    [Fact]
    public void Any_text_can_be_read() => Gen.String[Gen.Char["ab=: \\\n\r\t#!u0f"], 0, 40].Sample(text => Assert.NotNull(JavaProperties.Parse(text)));

    [Fact]
    public void What_is_escaped_comes_back() =>
        Gen.Select(Gen.String[Gen.Char["ab=: \\#!ä\t"], 1, 12], Gen.String[Gen.Char["ab=: \\#!ä\t"], 0, 12])
            .Sample((key, value) => Assert.Equal((key, value), JavaProperties.Parse(Escape(key) + "=" + Escape(value)).Select(property => (property.Key, property.Value)).Single()));

    private static string Escape(string text) => string.Concat(text.Select(character => $"\\u{(int)character:x4}"));
}

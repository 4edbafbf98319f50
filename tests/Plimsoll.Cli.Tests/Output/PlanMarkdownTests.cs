using Plimsoll.Cli.Output;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Planning;
using Plimsoll.Tags;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Tests.Output;

public class PlanMarkdownTests
{
    private static readonly Digest One = Digest.Sha256("one"u8);

    [Theory]
    [InlineData("a|b", "a&#124;b")]
    [InlineData("<img src=x>", "&#60;img src=x&#62;")]
    [InlineData("[x](http://e)", "&#91;x&#93;(http&#58;//e)")]
    [InlineData("@team *now* `x`", "&#64;team &#42;now&#42; &#96;x&#96;")]
    [InlineData("&#124;", "&#38;&#35;124;")]
    [InlineData("two\nlines", "two&#92;nlines")]
    [InlineData("www.e.example WWW.e", "www&#46;e.example WWW&#46;e")]
    public void Text_from_elsewhere_stays_text(string text, string expected) => Assert.Equal(expected, MarkdownText.Escape(text));

    [Theory]
    [InlineData("ghcr.io/acme/app:1.2.3", "`ghcr.io/acme/app:1.2.3`")]
    [InlineData("a`b|c", "<code>a&#96;b&#124;c</code>")]
    public void Code_cannot_be_ended_by_what_it_holds(string text, string expected) => Assert.Equal(expected, MarkdownText.Code(text));

    [Fact]
    public void Every_row_has_as_many_cells_as_its_head_whatever_the_texts_are()
    {
        var plan = new PlannedImage
        {
            PlanHash = One,
            Destination = "oci:a|b",
            Via = "direct",
            Image = One,
            Source = new PlannedSource("files:out", One),
            Environment = "pro|d",
            Commit = "abc",
            PolicyHash = One,
            Tags = [new PlannedTag("1.0", "raw", Mutability.Immutable, TagAction.Refuse, One, One, "because | of\n| that")],
            Blobs = [new PlannedBlob(One, 1234567, Plimsoll.Oci.Storage.BlobOutcome.Mounted, "acme/base")],
            Findings = [new PlannedFinding("mutable-tag", "1.0", "no | <b>", "none")],
            Request = new PlannedRequest { Image = "app" },
        };

        var lines = PlanMarkdown.FormatLines(plan).ToList();

        Assert.All(lines.Where(line => line.StartsWith('|')), line => Assert.Contains(line.Count(c => c == '|'), (int[])[4, 6]));
        Assert.Contains("- **mutable-tag**: no &#124; &#60;b&#62;", lines);
        Assert.Contains(lines, line => line.Contains("1,234,567", StringComparison.Ordinal));
    }
}

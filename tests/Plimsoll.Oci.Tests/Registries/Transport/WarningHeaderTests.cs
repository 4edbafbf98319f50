using Plimsoll.Oci.Registries.Transport;

namespace Plimsoll.Oci.Tests.Registries.Transport;

public class WarningHeaderTests
{
    [Theory]
    [InlineData("299 - \"Your token expires soon.\"", "Your token expires soon.")]
    [InlineData("299 - \"one\", 299 - \"two, still two\" ,299 - \"three\"", "one|two, still two|three")]
    [InlineData("299 - \"say \\\"hello\\\" and \\\\\"", "say \"hello\" and \\")]
    [InlineData("299 - \"dated\" \"Tue, 19 May 2026 10:00:09 GMT\", 299 - \"next\"", "dated|next")]
    [InlineData(" , 299  -  \"spaced\"", "spaced")]
    public void Warnings_of_the_registry_are_read(string header, string texts) => Assert.Equal(texts.Split('|'), WarningHeader.Read([header]));

    [Theory]
    [InlineData("199 - \"another code\"")]
    [InlineData("299 cache.example \"another agent\"")]
    [InlineData("2990 - \"another code\"")]
    [InlineData("299 - unquoted")]
    [InlineData("299 - \"open")]
    [InlineData("299 - \"open\\")]
    [InlineData("299 - \"\"")]
    [InlineData("299 - \"text\" and more")]
    [InlineData("299 \"no agent\"")]
    [InlineData("\"only text\"")]
    [InlineData("299")]
    [InlineData("")]
    public void Others_and_malformed_ones_are_not(string header) => Assert.Empty(WarningHeader.Read([header]));

    [Fact]
    public void What_came_before_a_fault_counts_and_so_does_the_next_header() =>
        Assert.Equal(["one", "three"], WarningHeader.Read(["199 - \"other\", 299 - \"one\", 299 - \"open", "299 - \"three\""]));
}

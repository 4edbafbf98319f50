using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Tests.Scanners.Text;

public class PlainScalarTests
{
    // The scalar, what a template prints, and what a field for a text gets; null where that is not certain.
    [Theory]
    [InlineData("1.10", "1.1", "1.1")]
    [InlineData("1.0", "1", "1")]
    [InlineData("2", "2", "2")]
    [InlineData("+2", "2", "2")]
    [InlineData("-2", "-2", "-2")]
    [InlineData(".5", "0.5", "0.5")]
    [InlineData("1.", "1", "1")]
    [InlineData("1e3", "1000", "1000")]
    [InlineData("1E-5", null, null)]
    [InlineData("999999", "999999", "999999")]
    [InlineData("1000000", null, "1000000")]
    [InlineData("1e6", null, null)]
    [InlineData("20261130", null, "20261130")]
    [InlineData("18446744073709551615", null, "18446744073709551615")]
    [InlineData("18446744073709551616", null, null)]
    [InlineData("1.23456789", "1.23456789", "1.2345679")]
    [InlineData("0123456", "42798", "42798")]
    [InlineData("089", "89", "89")]
    [InlineData("0o17", "15", "15")]
    [InlineData("0x1F", "31", "31")]
    [InlineData("0X1f", "31", "31")]
    [InlineData("0x1_0", "16", "16")]
    [InlineData("0b1_1", "3", "3")]
    [InlineData("1_000", "1000", "1000")]
    [InlineData("1_", "1", "1")]
    [InlineData("0", "0", "0")]
    [InlineData("0.0", "0", "0")]
    [InlineData("y", "true", "true")]
    [InlineData("Yes", "true", "true")]
    [InlineData("TRUE", "true", "true")]
    [InlineData("on", "true", "true")]
    [InlineData("N", "false", "false")]
    [InlineData("Off", "false", "false")]
    [InlineData(".inf", null, null)]
    [InlineData("-.Inf", null, null)]
    [InlineData(".NaN", null, null)]
    public void A_number_or_a_boolean_comes_back_as_another_text(string text, string? inTemplate, string? asText)
    {
        Assert.False(PlainScalar.IsString(text));
        Assert.Equal((inTemplate, asText), (PlainScalar.Rendered(text, inTemplate: true), PlainScalar.Rendered(text, inTemplate: false)));
    }

    [Theory]
    [InlineData("1.10.0")]
    [InlineData("v1")]
    [InlineData("2026-11-30")]
    [InlineData("1e3a")]
    [InlineData("1.10@sha256:1")]
    [InlineData("yEs")]
    [InlineData("tRUE")]
    [InlineData("nUll")]
    [InlineData(".iNF")]
    [InlineData("._")]
    [InlineData(".5_0")]
    [InlineData("_1")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData(".e5")]
    [InlineData("0xZ")]
    [InlineData("1e999")]
    [InlineData("\u0661")]
    public void A_text_stays_as_it_is(string text)
    {
        Assert.True(PlainScalar.IsString(text));
        Assert.Equal((text, text), (PlainScalar.Rendered(text, inTemplate: true), PlainScalar.Rendered(text, inTemplate: false)));
    }

    [Theory]
    [InlineData("~")]
    [InlineData("null")]
    [InlineData("Null")]
    [InlineData("")]
    public void Nothing_is_no_text(string text) => Assert.False(PlainScalar.IsString(text));

    [Theory]
    [InlineData("0", true, true)]
    [InlineData("0.0", true, true)]
    [InlineData("0x0", true, true)]
    [InlineData("no", true, true)]
    [InlineData("0", false, false)]
    [InlineData("false", false, false)]
    [InlineData("1", true, false)]
    [InlineData("v0", true, false)]
    public void Zero_and_false_are_nothing_to_a_template(string text, bool isPlain, bool isZero) =>
        Assert.Equal(isZero, PlainScalar.IsZero(new SourceScalar(text, isPlain, 0, text.Length)));
}

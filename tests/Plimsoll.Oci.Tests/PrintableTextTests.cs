namespace Plimsoll.Oci.Tests;

public class PrintableTextTests
{
    [Theory]
    [InlineData("plain é \U0001F600 text\nof two lines", "plain é \U0001F600 text\nof two lines")]
    [InlineData("a\u001b[2Jb\0", @"a\u001b[2Jb\u0000")]
    [InlineData("app\u202egnp.exe", @"app\u202egnp.exe")]
    [InlineData("a\tb\r\nc", "a b\nc")]
    public void A_message_holds_nothing_that_steers_a_terminal(string text, string expected)
    {
        Assert.Equal(expected, PlimsollException.Usage(text).Message);
        Assert.Equal(expected, PlimsollException.Usage("x", text).Advice);
    }

    [Fact]
    public void Half_a_character_becomes_the_sign_for_one() => Assert.Equal("a\uFFFDb", PlimsollException.Usage("a\ud800b").Message);

    [Fact]
    public void A_line_that_nobody_reads_has_a_gap_before_its_end()
    {
        var message = PlimsollException.Usage($"'{new string('a', 100_000)}' is not a tag.\nSecond line").Message;

        Assert.InRange(message.Length, 1000, 2100);
        Assert.EndsWith("' is not a tag.\nSecond line", message, StringComparison.Ordinal);
    }

    /// <summary>Escapes are longer than what they stand for.</summary>
    [Fact]
    public void A_line_of_escapes_has_a_gap_too()
    {
        var message = PlimsollException.Usage($"'{new string('\u001b', 10_000)}' is not a tag.").Message;

        Assert.InRange(message.Length, 1000, 2001);
        Assert.EndsWith("' is not a tag.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gap_cuts_no_character_in_half()
    {
        var message = PlimsollException.Usage($"{string.Concat(Enumerable.Repeat("\U0001F600", 2_000))}x").Message;

        Assert.DoesNotContain('\uFFFD', message);
    }

    [Fact]
    public void Lines_behind_many_others_are_counted()
    {
        var message = PlimsollException.Usage(string.Join('\n', Enumerable.Repeat(new string('a', 99), 1_000))).Message;

        Assert.InRange(message.Length, 7_000, 8_000);
        Assert.EndsWith("a\n… and 921 more lines", message, StringComparison.Ordinal);
    }
}

using System.Text;

namespace Plimsoll.Git.Tests;

public class PackDeltaTests
{
    private static readonly byte[] Source = Encoding.ASCII.GetBytes("0123456789");

    [Fact]
    public void Copies_and_insertions_make_the_object()
    {
        // From 10 bytes to 7: 3 from place 2, "ab" put in, 2 from the start.
        byte[] delta = [10, 7, 0x91, 2, 3, 2, (byte)'a', (byte)'b', 0x90, 2];
        byte[] target = [];

        Assert.True(PackDelta.TryApply(delta, Source, 100, ref target, out var length));
        Assert.Equal("234ab01", Encoding.ASCII.GetString(target, 0, length));
    }

    public static TheoryData<string, byte[]> Invalid => new()
    {
        { "of another object", [9, 1, 1, (byte)'a'] },
        { "too long", [10, 0xE5, 0x7F, 1, (byte)'a'] },
        { "a length without end", [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF] },
        { "a copy from behind the end", [10, 5, 0x91, 8, 5] },
        { "a copy of what is not there", [10, 5, 0xFF] },
        { "an insertion that is cut off", [10, 5, 5, (byte)'a'] },
        { "an unknown command", [10, 1, 0] },
        { "more than the length", [10, 1, 2, (byte)'a', (byte)'b'] },
        { "less than the length", [10, 3, 2, (byte)'a', (byte)'b'] },
        { "nothing", [] },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public void A_difference_that_is_not_valid_is_refused(string what, byte[] delta)
    {
        byte[] target = [];
        Assert.False(PackDelta.TryApply(delta, Source, 100, ref target, out _), what);
    }
}

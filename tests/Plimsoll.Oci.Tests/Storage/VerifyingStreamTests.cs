using System.Text;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Oci.Tests.Storage;

public class VerifyingStreamTests
{
    [Theory]
    [InlineData("hello", null)]
    [InlineData("hallo", "its digest is")]
    [InlineData("hell", "ends after 4 of 5")]
    [InlineData("hello!", "longer than 5")]
    public async Task Content_is_checked_at_its_end(string actual, string? failure)
    {
        var expected = new Descriptor("text/plain", Digest.Sha256("hello"u8), 5);
        await using var stream = new VerifyingStream(new MemoryStream(Encoding.UTF8.GetBytes(actual)), expected);

        var exception = await Record.ExceptionAsync(() => stream.CopyToAsync(Stream.Null));

        if (failure is null)
            Assert.Null(exception);
        else
            Assert.Contains(failure, Assert.IsType<ContentMismatchException>(exception).Message);
    }

    [Fact]
    public async Task A_reader_that_stops_at_the_announced_length_is_told_too()
    {
        var expected = new Descriptor("text/plain", Digest.Sha256("hello"u8), 5);
        await using var stream = new VerifyingStream(new MemoryStream("hallo"u8.ToArray()), expected);

        await Assert.ThrowsAsync<ContentMismatchException>(async () => await stream.ReadExactlyAsync(new byte[5]));
    }
}

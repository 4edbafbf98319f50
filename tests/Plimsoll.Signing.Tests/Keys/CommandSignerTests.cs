using System.Buffers.Text;
using System.Formats.Asn1;
using System.Numerics;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Plimsoll.Oci;
using Plimsoll.Signing.Keys;
using Plimsoll.Testing;

namespace Plimsoll.Signing.Tests.Keys;

public sealed class CommandSignerTests : IDisposable
{
    private readonly TempDirectory _folder = new();

    public CommandSignerTests() => OpenSsl.CreateKey(_folder.Path);

    [Theory]
    [InlineData("openssl pkeyutl -sign -inkey key.pem")]
    [InlineData("sh -c 'openssl pkeyutl -sign -inkey key.pem | base64'")]
    [InlineData("sh -c 'openssl pkeyutl -sign -inkey key.pem | base64 -w0 | tr +/ -_ | tr -d ='")]
    [InlineData("sh -c 'printf vault:v1:; openssl pkeyutl -sign -inkey key.pem | base64 -w0'")]
    [InlineData("sh -c 'test {digest} = $(openssl dgst -sha256 -r data | cut -c1-64) && openssl dgst -sha256 -sign key.pem data'")]
    [InlineData("sh -c 'echo $0 | base64 -d | openssl pkeyutl -sign -inkey key.pem' \"{digest-base64}\"")]
    public async Task Commands_sign_in_the_forms_of_openssl_and_of_services(string command)
    {
        _folder.Write("data", "some data");
        using var signer = Open(command);

        Assert.True(OpenSsl.Verifies(_folder.Path, "key.pub", "some data", await signer.SignAsync("some data"u8.ToArray(), CancellationToken.None)));
    }

    /// <summary>As Azure does: both numbers one after the other, in base64 for URLs, here with and without leading zeros and high bits.</summary>
    [Fact]
    public void Two_numbers_become_der() => Gen.Select(Gen.Int[0, 1], Gen.Byte.Array[96], Gen.Int[0, 47], Gen.Int[0, 47]).Sample((size, bytes, firstZeros, secondZeros) =>
    {
        var length = size == 0 ? 32 : 48;
        var numbers = bytes[..(2 * length)];
        numbers.AsSpan(0, Math.Min(firstZeros, length)).Clear();
        numbers.AsSpan(length, Math.Min(secondZeros, length)).Clear();
        var expected = new AsnWriter(AsnEncodingRules.DER);
        using (expected.PushSequence())
        {
            expected.WriteInteger(new BigInteger(numbers.AsSpan(0, length), isUnsigned: true, isBigEndian: true));
            expected.WriteInteger(new BigInteger(numbers.AsSpan(length), isUnsigned: true, isBigEndian: true));
        }

        Assert.Equal(expected.Encode(), SignatureText.GetCandidates(Base64Url.EncodeToUtf8(numbers)).Last());
    });

    [Theory]
    [InlineData("openssl dgst -sha256 -sign key.pem", "is not a signature by ECDSA P-256")]
    [InlineData("echo hello", "is not a signature by ECDSA P-256")]
    [InlineData("true", "it printed nothing")]
    [InlineData("no-such-program-here", "cannot be started")]
    [InlineData("openssl pkeyutl -sign -inkey missing.pem -passin pass:4711", "it exited with status 1")]
    public async Task A_command_that_does_not_sign_says_what_it_did(string command, string reason)
    {
        using var signer = Open(command);

        var exception = await Assert.ThrowsAsync<PlimsollException>(async () => await signer.SignAsync("x"u8.ToArray(), CancellationToken.None));

        Assert.Equal(ErrorKind.Failed, exception.Kind);
        Assert.Contains(reason, exception.Message);
        Assert.DoesNotContain("4711", exception.ToString());
    }

    [Fact]
    public async Task Secrets_that_a_command_repeats_are_left_out()
    {
        using var signer = Open("sh -c 'echo \"PIN $0 is locked\" >&2; exit 3' 471108");

        var exception = await Assert.ThrowsAsync<PlimsollException>(async () => await signer.SignAsync("x"u8.ToArray(), CancellationToken.None));

        Assert.Equal("The command that signs, 'sh', failed: it exited with status 3: PIN … is locked.", exception.Message);
    }

    [Fact]
    public async Task A_command_that_does_not_end_is_stopped_at_its_limit()
    {
        var time = new FakeTimeProvider();
        using var signer = Open("sh -c 'echo started > started; sleep 600'", time);

        var signing = signer.SignAsync("x"u8.ToArray(), CancellationToken.None).AsTask();
        while (!File.Exists(_folder["started"]))
            await Task.Yield();
        time.Advance(CommandSigner.DefaultLimit);

        Assert.Contains("did not end within 120 seconds", (await Assert.ThrowsAsync<PlimsollException>(() => signing)).Message);
    }

    [Fact]
    public async Task A_command_is_stopped_with_the_run()
    {
        using var stop = new CancellationTokenSource();
        using var signer = Open("sh -c 'echo started > started; sleep 600'");

        var signing = signer.SignAsync("x"u8.ToArray(), stop.Token).AsTask();
        while (!File.Exists(_folder["started"]))
            await Task.Yield();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signing);
    }

    [Fact]
    public void A_command_needs_its_public_key() =>
        Assert.Contains("'sign-public-key'", Assert.Throws<PlimsollException>(() => new SignerFactory(_ => null, _folder.Path, TimeProvider.System).Open(KeyReference.Parse("command:true"))).Advice);

    [Theory]
    [InlineData("a  b\tc", new[] { "a", "b", "c" })]
    [InlineData("a 'b c' \"d 'e'\" f''g ''", new[] { "a", "b c", "d 'e'", "fg", "" })]
    [InlineData(@"C:\tools\sign.exe --in ""C:\my keys""", new[] { @"C:\tools\sign.exe", "--in", @"C:\my keys" })]
    public void A_line_is_taken_apart_without_a_shell(string line, string[] words) => Assert.Equal(words, CommandLine.Split(line, "The command"));

    [Fact]
    public void An_open_quote_is_refused() => Assert.Contains("not closed", Assert.Throws<PlimsollException>(() => CommandLine.Split("a 'b", "The command")).Message);

    public void Dispose() => _folder.Dispose();

    private ISigner Open(string command, TimeProvider? time = null)
    {
        var factory = new SignerFactory(_ => null, _folder.Path, time ?? TimeProvider.System);
        return factory.Open(KeyReference.Parse("command:" + command), factory.ReadPublicKeys("key.pub").Single());
    }
}

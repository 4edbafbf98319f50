using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;

namespace Plimsoll.Oci.Tests.Registries.Transport;

/// <summary>Servers that send a document so slowly that it never comes.</summary>
public class SlowBodyTests
{
    private const string Index = """{"schemaVersion":2,"manifests":[]}""";

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task A_manifest_that_drips_is_given_up_after_the_time_that_silence_may_take()
    {
        var sent = 0;
        var repository = Repository(() =>
        {
            _clock.Advance(TimeSpan.FromSeconds(5));
            sent++;
            return " "u8.ToArray();
        });

        var failure = await Assert.ThrowsAsync<RegistryException>(async () => await repository.GetManifestAsync("1", None));

        Assert.Contains("too few bytes in 60 seconds", failure.Message, StringComparison.Ordinal);
        Assert.Equal((ErrorKind.Transport, true), (failure.Kind, failure.IsTransient));
        Assert.InRange(sent, 11, 13);
    }

    [Fact]
    public async Task A_large_one_over_a_slow_line_comes_in_the_end()
    {
        // 5 MiB with 20 KiB a second take four minutes.
        var text = Encoding.UTF8.GetBytes(new string(' ', 5 * 1024 * 1024) + Index);
        var position = 0;
        var repository = Repository(() =>
        {
            var part = text[position..Math.Min(position + (10 * 1024), text.Length)];
            position += part.Length;
            _clock.Advance(TimeSpan.FromSeconds(0.5));
            return part;
        });

        Assert.Equal(text.Length, (await repository.GetManifestAsync("1", None)).Bytes.Length);
    }

    private RegistryRepository Repository(Func<byte[]> read) => new RegistryClient(new RegistryClientOptions
    {
        TimeProvider = _clock,
        Transport = _ => new ScriptedHandler(_ =>
        {
            var content = new StreamContent(new SlowStream(read));
            content.Headers.TryAddWithoutValidation("Content-Type", MediaTypes.OciIndex);
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
        }),
        Retry = RetryOptions.None,
    }).Repository(ImageReference.Parse("r.example/acme/app"));

    private sealed class SlowStream(Func<byte[]> read) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var bytes = read();
            cancellationToken.ThrowIfCancellationRequested();
            bytes.CopyTo(buffer);
            return new ValueTask<int>(bytes.Length);
        }
    }
}

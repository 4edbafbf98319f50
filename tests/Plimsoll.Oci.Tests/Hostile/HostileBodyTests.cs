using System.Net;
using System.Text;
using CsCheck;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Tests.Registries;
using Plimsoll.Testing;
using Plimsoll.Testing.Hostile;

namespace Plimsoll.Oci.Tests.Hostile;

/// <summary>Bodies of answers: of token servers, refusals, lists and manifests. See <see cref="HostileRun"/> for how many are tried.</summary>
public class HostileBodyTests
{
    private const string Token = """{"token":"abc","access_token":"def","expires_in":300,"issued_at":"2026-05-19T12:00:00Z"}""";
    private const string Errors = """{"errors":[{"code":"DENIED","message":"no","detail":{"x":1}},{"code":"UNKNOWN","message":"m"}],"message":"x"}""";
    private const string Tags = """{"name":"acme/app","tags":["1.0","2.0","latest"]}""";

    private static readonly string Manifest = Encoding.UTF8.GetString(SmallImage.Create().Manifest.Bytes.Span);
    private static readonly string Referrers = Encoding.UTF8.GetString(new ImageIndex([SmallImage.CreateArtifact(SmallImage.Create().Manifest.Descriptor).Manifest.Descriptor]) { MediaType = MediaTypes.OciIndex }.Serialize().Bytes.Span);

    [Fact]
    public void A_token_is_found_or_its_answer_is_refused() => Near(Token).SampleHostile(
        150,
        (body, cancellationToken) => Repository(request => request.RequestUri!.Host == "auth.example"
            ? Answer(200, body)
            : Answer(401, [], ("WWW-Authenticate", "Bearer realm=\"https://auth.example/token\""))).ResolveAsync("1", cancellationToken).AsTask(),
        names: "r.example");

    [Fact]
    public void A_refusal_is_one_whatever_its_body() => Gen.Select(Near(Errors), HostileText.OneOf(400, 401, 403, 404, 409, 429, 500)).SampleHostile(
        200,
        async (sample, cancellationToken) =>
        {
            var (body, status) = sample;
            await Assert.ThrowsAnyAsync<RegistryException>(async () =>
            {
                try
                {
                    await Repository(_ => Answer(status, body)).GetManifestAsync("1", cancellationToken);
                }
                catch (RegistryException exception)
                {
                    HostileRun.CheckText(exception.Message);
                    Assert.Contains("r.example", exception.Message, StringComparison.Ordinal);
                    foreach (var error in exception.Errors)
                        HostileRun.CheckText($"{error}");
                    throw;
                }
            });
        });

    [Fact]
    public void Tags_are_listed_or_their_list_is_refused() => Near(Tags).SampleHostile(
        150,
        async (body, cancellationToken) =>
        {
            await foreach (var tag in Repository(_ => Answer(200, body)).ListTagsAsync(cancellationToken))
                HostileRun.CheckText(tag);
        },
        names: "r.example");

    [Fact]
    public void A_manifest_is_read_or_refused() => Gen.Select(Near(Manifest), HostileText.OneOf(MediaTypes.OciManifest, MediaTypes.DockerManifest, MediaTypes.OciIndex, "application/json", "text/html")).SampleHostile(
        150,
        async (sample, cancellationToken) =>
        {
            var manifest = await Repository(_ => Answer(200, sample.Item1, ("Content-Type", sample.Item2))).GetManifestAsync("1", cancellationToken);
            _ = manifest.Parse();
        });

    [Fact]
    public void Referrers_are_listed_or_their_list_is_refused() => Near(Referrers).SampleHostile(
        150,
        (body, cancellationToken) => Repository(_ => Answer(200, body, ("Content-Type", MediaTypes.OciIndex))).GetReferrersAsync(SmallImage.Create().Manifest.Descriptor.Digest, null, cancellationToken).AsTask(),
        names: "r.example");

    /// <summary>Bytes that come without end: what is read of them is what the limits allow, and is not kept twice.</summary>
    [Theory]
    [InlineData("token", 1)]
    [InlineData("refusal", 1)]
    [InlineData("manifest", 8)]
    [InlineData("tags", 64)]
    public async Task A_body_without_end_is_read_as_far_as_its_limit(string kind, int mebibytes)
    {
        var endless = new EndlessStream((long)mebibytes * 1024 * 1024 * 5 / 2);
        var repository = Repository(request => kind == "token" && request.RequestUri!.Host != "auth.example"
            ? Answer(401, [], ("WWW-Authenticate", "Bearer realm=\"https://auth.example/token\""))
            : new HttpResponseMessage(kind == "refusal" ? HttpStatusCode.Forbidden : HttpStatusCode.OK) { Content = new StreamContent(endless) { Headers = { { "Content-Type", MediaTypes.OciManifest } } } });

        var exception = await Assert.ThrowsAnyAsync<PlimsollException>(async () =>
        {
            if (kind == "tags")
                await repository.ListTagsAsync(CancellationToken.None).CountAsync();
            else
                await repository.GetManifestAsync("1", CancellationToken.None);
        });

        HostileRun.CheckText(exception.Message);
        Assert.InRange(endless.Given, 1, (long)mebibytes * 1024 * 1024 + 1024 * 1024);
    }

    private static Gen<byte[]> Near(string document) => Gen.Frequency((2, JsonEdit.Near(document)), (1, ByteEdit.Near(document, Errors, Tags)));

    private static HttpResponseMessage Answer(int status, byte[] body, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in headers)
            if (!response.Headers.TryAddWithoutValidation(name, value))
                response.Content.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    private static RegistryRepository Repository(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        var requests = 0;
        var script = new ScriptedHandler(request => ++requests < 40 ? answer(request) : throw new InvalidOperationException("It asks without end."));
        return new RegistryClient(new RegistryClientOptions
        {
            Transport = _ => script,
            Retry = new RetryOptions { MaxAttempts = 1 },
            Credentials = CredentialSource.Explicit("r.example", "ann", "s3cret"),
        }).Repository(ImageReference.Parse("r.example/acme/app"));
    }

    /// <summary>Gives blanks for ever, and fails loudly where more are taken than any limit allows.</summary>
    private sealed class EndlessStream(long patience) : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Given += count;
            if (Given > patience)
                throw new InvalidOperationException($"More than {patience} bytes were read.");
            buffer.AsSpan(offset, count).Fill((byte)' ');
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

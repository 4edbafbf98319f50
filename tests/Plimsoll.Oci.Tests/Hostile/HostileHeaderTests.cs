using System.Net;
using System.Text;
using CsCheck;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Registries.Transport;
using Plimsoll.Oci.Tests.Registries;
using Plimsoll.Testing;
using Plimsoll.Testing.Hostile;
using static Plimsoll.Oci.Tests.Registries.ScriptedHandler;

namespace Plimsoll.Oci.Tests.Hostile;

/// <summary>Headers of answers: see <see cref="HostileRun"/> for how many are tried.</summary>
public class HostileHeaderTests
{
    private const int MaximumRequests = 60;
    private const long Bound = 4 * 1024 * 1024;

    private static readonly DateTimeOffset Now = new(2026, 5, 19, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Challenges = ["Bearer realm=\"https://auth.example/token?a=b\",service=\"r.example\",scope=\"repository:acme/app:pull,push\",error=\"invalid_token\"", "Basic realm=\"x\", Bearer realm=https://auth.example/t", "Negotiate abc==, Basic realm=\"a\\\"b\""];

    private static readonly string[] Links = ["</v2/acme/app/tags/list?last=a&n=100>; rel=\"next\"", "<https://r.example/x>;rel=next, </y>; rel=\"prev\"; title*=UTF-8''x", "/z; rel=next"];

    private static readonly string[] Locations = ["https://r.example/v2/acme/app/blobs/uploads/1?_state=a%2Fb", "/v2/x", "?x=y", "//other.example/y", "https://[::1]:5000/a", "../x#y"];

    private static readonly string[] Delays = ["120", "0", "Tue, 19 May 2026 12:00:10 GMT", "1.5", "-1"];

    private static readonly string[] Ranges = ["0-99", "bytes=0-99", "bytes 0-99/100", "0-0", "bytes 5-4/*"];

    private static readonly string[] Limits = ["100;w=21600", "1,2;w=1"];

    private static readonly string[] Warnings = ["299 - \"deprecated\"", "299 - \"a\\\"b\" \"Tue, 19 May 2026 12:00:10 GMT\", 199 x \"y\""];

    [Fact]
    public void A_challenge_is_read_as_far_as_it_is_one() => Text(Challenges).SampleHostile(800, text => _ = Challenge.TryParse(text, out _), Bound);

    [Fact]
    public void A_link_is_read_or_not() => Text(Links).SampleHostile(800, text => _ = LinkHeader.TryFind([text, text], "next", out _), Bound);

    [Fact]
    public void A_warning_is_read_or_not() => Text(Warnings).SampleHostile(600, text => _ = WarningHeader.Read([text]), Bound);

    [Fact]
    public void A_location_leads_to_an_address_or_is_refused_with_its_reason() => Text(Locations).SampleHostile(
        800,
        text =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "https://r.example/v2/acme/app/blobs/uploads/");
            using var response = new HttpResponseMessage(HttpStatusCode.Accepted) { RequestMessage = request };
            response.Headers.TryAddWithoutValidation("Location", text);
            var target = ResponseLocation.ReadFrom(response, request);
            if (target is not null)
                Assert.Equal("https", target.Scheme);
            if (ResponseLocation.FindProblem(response, request) is { } problem)
                HostileRun.CheckText(problem.Reason);
            else
                Assert.NotNull(target);
        },
        Bound);

    [Fact]
    public void A_delay_is_at_most_what_can_be_waited_for() => Text(Delays).SampleHostile(
        300,
        text =>
        {
            using var response = new HttpResponseMessage();
            response.Headers.TryAddWithoutValidation("Retry-After", text);
            Assert.True(RegistryFailure.RetryAfter(response, new InstantDelays(Now)) is not { } delay || delay >= TimeSpan.Zero);
        },
        Bound);

    [Theory]
    [InlineData("NaN", null)]
    [InlineData("99999999999999999999999", 86400)]
    [InlineData("Mon, 01 Jan 0001 00:00:00 GMT", 0)]
    public void A_delay_that_cannot_be_is_none_or_bounded(string text, int? seconds)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("Retry-After", text);

        Assert.Equal(seconds, (int?)RegistryFailure.RetryAfter(response, new InstantDelays(Now))?.TotalSeconds);
    }

    [Fact]
    public void A_rate_limit_is_read_or_not() => Text(Limits).SampleHostile(
        300,
        text =>
        {
            using var response = new HttpResponseMessage();
            foreach (var name in (string[])["ratelimit-limit", "ratelimit-remaining", "docker-ratelimit-source"])
                response.Headers.TryAddWithoutValidation(name, text);
            if (RateLimit.FromResponse(response) is { } limit)
                HostileRun.CheckText(limit.Rest);
        },
        Bound);

    /// <summary>Every header that is read, in the answers to reading, listing, downloading and uploading.</summary>
    [Fact]
    public void An_operation_with_such_answers_ends_or_is_refused() => Gen.Select(
        Gen.Int[0, 5],
        Gen.Int[0, Statuses.Length - 1],
        Gen.Select(Gen.Int[0, Names.Length - 1], Text([.. Challenges, .. Links, .. Locations, .. Delays, .. Ranges, .. Limits, .. Warnings, "application/json", "100", "gzip", Image.Manifest.Descriptor.Digest.ToString()])).Array[1, 4],
        HostileText.OneOf("", "{}", "{\"tags\":[\"a\"]}", "{\"token\":\"t\"}", Encoding.UTF8.GetString(Image.Manifest.Bytes.Span))).SampleHostile(
        300,
        async (sample, cancellationToken) =>
        {
            var (operation, status, headers, body) = sample;
            var requests = 0;
            var script = new ScriptedHandler(request =>
            {
                Assert.True(++requests < MaximumRequests, "It asks without end.");
                var response = Answer(requests > 20 ? HttpStatusCode.NotFound : Statuses[status], body);
                foreach (var (name, value) in headers)
                    if (!response.Headers.TryAddWithoutValidation(Names[name], value))
                        response.Content.Headers.TryAddWithoutValidation(Names[name], value);
                return response;
            });
            using var client = new RegistryClient(new RegistryClientOptions
            {
                Transport = _ => script,
                Retry = new RetryOptions { MaxAttempts = 2 },
                TimeProvider = new InstantDelays(Now),
                ChunkedUploadFrom = 100,
                ChunkSize = 100,
                Credentials = CredentialSource.Explicit("r.example", "ann", "s3cret"),
            });
            var repository = client.Repository(ImageReference.Parse("r.example/acme/app"));
            await RunAsync(repository, operation, cancellationToken);
        });

    private static readonly SmallImage Image = SmallImage.Create(new string('x', 300));

    private static readonly HttpStatusCode[] Statuses = [.. new[] { 200, 201, 202, 204, 206, 301, 302, 307, 308, 400, 401, 403, 404, 405, 413, 416, 418, 429, 500, 503 }.Select(status => (HttpStatusCode)status)];

    private static readonly string[] Names =
        ["WWW-Authenticate", "Link", "Location", "Retry-After", "Range", "Content-Range", "Content-Length", "Content-Type", "Docker-Content-Digest", "ratelimit-limit", "ratelimit-remaining", "Warning", "OCI-Chunk-Min-Length", "OCI-Tag", "OCI-Subject", "OCI-Filters-Applied", "Docker-Upload-UUID", "Docker-Distribution-Api-Version", "Content-Encoding", "Date"];

    private static async Task RunAsync(RegistryRepository repository, int operation, CancellationToken cancellationToken)
    {
        switch (operation)
        {
            case 0:
                await repository.GetManifestAsync("1", cancellationToken);
                break;
            case 1:
                await repository.ListTagsAsync(cancellationToken).CountAsync(cancellationToken);
                break;
            case 2:
                await using (var blob = await repository.OpenBlobAsync(Image.Blobs.Keys.Last(), cancellationToken))
                    await blob.CopyToAsync(Stream.Null, cancellationToken);
                break;
            case 3:
                await Image.PushAsync(repository, "1");
                break;
            case 4:
                await repository.GetReferrersAsync(Image.Manifest.Descriptor.Digest, null, cancellationToken);
                break;
            default:
                await repository.DeleteTagAsync("1", cancellationToken);
                break;
        }
    }

    private static Gen<string> Text(params string[] corpus) => ByteEdit.Near(corpus).Select(Encoding.Latin1.GetString);
}

using System.Net;
using Microsoft.Extensions.Time.Testing;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Testing;
using static Plimsoll.Oci.Tests.Registries.ScriptedHandler;

namespace Plimsoll.Oci.Tests.Registries;

public class RetryDeadlineTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task An_upload_that_breaks_after_longer_than_the_deadline_is_tried_again()
    {
        var (blob, bytes) = SmallImage.Create().Blobs.First();
        var sessions = 0;
        var script = new ScriptedHandler(request =>
        {
            if (request.Method == HttpMethod.Post)
                return Answer(HttpStatusCode.Accepted, headers: ("Location", $"/session/{++sessions}"));

            // The registry knows nothing of the upload that broke.
            if (request.Method != HttpMethod.Put)
                return Answer(HttpStatusCode.NotFound);

            _clock.Advance(TimeSpan.FromHours(1));
            return Answer(sessions == 1 ? HttpStatusCode.BadGateway : HttpStatusCode.Created);
        });

        await Repository(script).PutBlobAsync(blob, _ => ValueTask.FromResult<Stream>(new MemoryStream(bytes)), None);

        Assert.Equal(2, sessions);
    }

    [Fact]
    public async Task Attempts_end_at_the_deadline_after_the_first_failure()
    {
        // They fail after 4, 8 and 12 minutes; the third is more than 5 minutes later than the first.
        var script = new ScriptedHandler(_ =>
        {
            _clock.Advance(TimeSpan.FromMinutes(4));
            return Answer(HttpStatusCode.ServiceUnavailable);
        });

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script).ResolveAsync("1", None));

        Assert.Equal(3, exception.Attempts);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(499)]
    [InlineData(503)]
    [InlineData(520)]
    [InlineData(522)]
    [InlineData(524)]
    [InlineData(530)]
    public async Task What_a_proxy_or_a_delivery_network_says_of_a_registry_that_is_away_is_tried_again(int status)
    {
        var count = 0;
        var script = new ScriptedHandler(_ => Answer(count++ == 0 ? (HttpStatusCode)status : HttpStatusCode.NotFound));

        Assert.Null(await Repository(script).ResolveAsync("1", None));

        Assert.Equal(2, script.Requests.Count);
    }

    private RegistryRepository Repository(ScriptedHandler script) => new RegistryClient(new RegistryClientOptions
    {
        TimeProvider = _clock,
        Transport = _ => script,
        Retry = new RetryOptions { MaxAttempts = 10, Jitter = () => 0 },
    }).Repository(ImageReference.Parse("r.example/acme/app"));
}

using System.Net;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using static Plimsoll.Oci.Tests.Registries.ScriptedHandler;

namespace Plimsoll.Oci.Tests.Registries;

/// <summary>What registries say beside their answers.</summary>
public class RegistryNoticeTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly List<RegistryWarning> _warnings = [];

    [Fact]
    public async Task A_warning_is_told_once_a_text_and_registry_and_changes_nothing()
    {
        var client = Client(_ => Answer(HttpStatusCode.NotFound, headers: [("Warning", "299 - \"soon\", 299 - \"gone\""), ("Warning", "299 - \"soon\"")]));

        for (var i = 0; i < 3; i++)
            Assert.Null(await Repository(client, "r.example").ResolveAsync($"{i}", None));
        Assert.Null(await Repository(client, "s.example").ResolveAsync("1", None));

        Assert.Equal(
            [new("r.example", "soon"), new("r.example", "gone"), new("s.example", "soon"), new("s.example", "gone")],
            _warnings);
    }

    [Fact]
    public async Task A_warning_cannot_steer_the_terminal_and_is_cut()
    {
        var client = Client(_ => Answer(HttpStatusCode.NotFound, headers: ("Warning", $"299 - \"\u009b2J{new string('x', 5000)}\"")));

        await Repository(client, "r.example").ResolveAsync("1", None);

        Assert.Equal($"2J{new string('x', 298)}…", Assert.Single(_warnings).Text);
    }

    [Fact]
    public async Task A_registry_that_never_says_the_same_twice_is_listened_to_for_a_while()
    {
        var count = 0;
        var client = Client(_ => Answer(HttpStatusCode.NotFound, headers: ("Warning", $"299 - \"{++count}\"")));

        for (var i = 0; i < 50; i++)
            await Repository(client, "r.example").ResolveAsync("1", None);

        Assert.Equal(20, _warnings.Count);
    }

    [Fact]
    public async Task A_host_that_a_registry_points_to_is_not_listened_to()
    {
        var client = Client(request => request.RequestUri!.Host == "r.example"
            ? Answer(HttpStatusCode.TemporaryRedirect, headers: ("Location", "https://storage.example/m"))
            : Answer(HttpStatusCode.NotFound, headers: [("Warning", "299 - \"buy\""), ("ratelimit-limit", "10"), ("ratelimit-remaining", "0")]));

        Assert.Null(await Repository(client, "r.example").ResolveAsync("1", None));

        Assert.Empty(_warnings);
    }

    [Theory]
    [InlineData("100;w=21600", "10;w=21600", "10 of 100 requests in 6 hours are left, counted for 203.0.113.7")]
    [InlineData("100;w=60", "1;w=60", "1 of 100 requests in 1 minute is left, counted for 203.0.113.7")]
    [InlineData("100;w=90, 1000;w=86400", "0", "0 of 100 requests in 90 seconds are left, counted for 203.0.113.7")]
    [InlineData("100", "9", "9 of 100 requests are left, counted for 203.0.113.7")]
    public async Task That_few_requests_are_left_is_told_once(string limit, string remaining, string text)
    {
        var answers = 0;
        var client = Client(_ => Answer(HttpStatusCode.NotFound, headers: [("ratelimit-limit", limit), ("ratelimit-remaining", ++answers == 1 ? "11" : remaining), ("docker-ratelimit-source", "203.0.113.7")]));

        for (var i = 0; i < 3; i++)
            await Repository(client, "r.example").ResolveAsync("1", None);

        Assert.Equal([new RegistryWarning("r.example", text)], _warnings);
    }

    [Theory]
    [InlineData("100;w=21600", "11;w=21600")]
    [InlineData("100;w=21600", null)]
    [InlineData("0;w=21600", "0;w=21600")]
    [InlineData("many", "0")]
    [InlineData("100", "-1")]
    [InlineData(null, "0")]
    public async Task Enough_requests_and_unreadable_limits_are_not_told(string? limit, string? remaining)
    {
        (string, string)[] headers = [.. new[] { ("ratelimit-limit", limit!), ("ratelimit-remaining", remaining!) }.Where(header => header.Item2 is not null)];
        var client = Client(_ => Answer(HttpStatusCode.NotFound, headers: headers));

        Assert.Null(await Repository(client, "r.example").ResolveAsync("1", None));

        Assert.Empty(_warnings);
    }

    [Theory]
    [InlineData("100;w=21600", "r.example returned HTTP 429: too many requests, the limit is 100 requests in 6 hours.")]
    [InlineData(null, "r.example returned HTTP 429: too many requests.")]
    public async Task A_refusal_for_too_many_requests_names_the_limit(string? limit, string reason)
    {
        var client = Client(_ => limit is null ? Answer(HttpStatusCode.TooManyRequests) : Answer(HttpStatusCode.TooManyRequests, headers: ("ratelimit-limit", limit)));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(client, "r.example").ResolveAsync("1", None));

        Assert.EndsWith(reason, exception.Message, StringComparison.Ordinal);
    }

    private RegistryClient Client(Func<HttpRequestMessage, HttpResponseMessage> answer) => new(new RegistryClientOptions
    {
        Transport = _ => new ScriptedHandler(answer),
        Retry = RetryOptions.None,
        Warnings = new Collector(_warnings),
    });

    private static RegistryRepository Repository(RegistryClient client, string registry) => client.Repository(ImageReference.Parse($"{registry}/acme/app"));

    private sealed class Collector(List<RegistryWarning> warnings) : IProgress<RegistryWarning>
    {
        public void Report(RegistryWarning value) => warnings.Add(value);
    }
}

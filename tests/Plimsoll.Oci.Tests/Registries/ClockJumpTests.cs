using System.Net;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Registries.Auth.Credentials;
using Plimsoll.Oci.Registries.Uploads;
using Plimsoll.Oci.Tests.Registries.Auth.Clouds;
using Plimsoll.Testing;
using static Plimsoll.Oci.Tests.Registries.ScriptedHandler;

namespace Plimsoll.Oci.Tests.Registries;

/// <summary>The time of day is set while a command runs, as it is on a machine that has just begun.</summary>
public sealed class ClockJumpTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly JumpingClock _clock = new();

    [Theory]
    [InlineData(-24)]
    [InlineData(0)]
    [InlineData(24)]
    public async Task A_bearer_token_is_used_as_long_as_it_lasts_and_no_longer(int hours)
    {
        var count = 0;
        var script = new ScriptedHandler(request =>
            request.RequestUri!.Host == "auth.example" ? Answer(HttpStatusCode.OK, $$"""{"token":"t{{++count}}","expires_in":600}""")
            : request.Headers.Authorization is null ? Answer(HttpStatusCode.Unauthorized, headers: ("WWW-Authenticate", "Bearer realm=\"https://auth.example/token\",service=\"s\""))
            : Answer(HttpStatusCode.NotFound));
        var repository = Repository(script, CredentialSource.Explicit("r.example", "ann", "s3cret"));
        await repository.ResolveAsync("1", None);

        _clock.Jump = TimeSpan.FromHours(hours);
        await repository.ResolveAsync("2", None);
        Assert.Equal("Bearer t1", script.Authorizations[^1]);

        _clock.Advance(TimeSpan.FromMinutes(11));
        await repository.ResolveAsync("3", None);
        Assert.Equal("Bearer t2", script.Authorizations[^1]);
    }

    [Theory]
    [InlineData(-24)]
    [InlineData(24)]
    public async Task A_credential_of_a_cloud_is_never_used_for_longer_than_it_lasts(int hours)
    {
        using var world = new CloudWorld();
        world.Variables["AZURE_CLIENT_ID"] = world.Variables["AZURE_TENANT_ID"] = world.Variables["AZURE_CLIENT_SECRET"] = "a";
        world.Answer("POST https://login.microsoftonline.com/a/oauth2/v2.0/token", """{"token_type":"Bearer","expires_in":3599,"access_token":"aad"}""");
        var count = 0;
        world.Answer("POST https://acme.azurecr.io/oauth2/exchange", _ => $$"""{"refresh_token":"refresh{{++count}}"}""");
        var source = CredentialSource.Clouds(world.Environment with { Clock = _clock });
        Assert.Equal("refresh1", (await source.FindAsync("acme.azurecr.io", null, None))?.IdentityToken);

        _clock.Jump = TimeSpan.FromHours(hours);
        _clock.Advance(TimeSpan.FromHours(3));

        Assert.Equal("refresh2", (await source.FindAsync("acme.azurecr.io", null, None))?.IdentityToken);
    }

    [Theory]
    [InlineData(-24)]
    [InlineData(24)]
    public async Task A_client_looks_for_a_credential_anew_when_it_ends(int hours)
    {
        var source = new Ending(_clock);
        var script = new ScriptedHandler(request => Answer(request.Headers.Authorization is null ? HttpStatusCode.Unauthorized : HttpStatusCode.NotFound, headers: ("WWW-Authenticate", "Basic realm=\"r\"")));
        var repository = Repository(script, source);
        await repository.ResolveAsync("1", None);

        _clock.Jump = TimeSpan.FromHours(hours);
        _clock.Advance(TimeSpan.FromMinutes(31));
        await repository.ResolveAsync("2", None);

        Assert.Equal(2, source.Count);
        Assert.NotEqual(script.Authorizations[1], script.Authorizations[^1]);
    }

    [Theory]
    [InlineData(-24)]
    [InlineData(24)]
    public async Task What_failed_is_tried_again_as_often_as_ever(int hours)
    {
        var clock = _clock;
        var script = new ScriptedHandler(_ =>
        {
            clock.Jump += TimeSpan.FromHours(hours);
            return Answer(HttpStatusCode.ServiceUnavailable, headers: ("Retry-After", "0"));
        });

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script, CredentialSource.Explicit("r.example", "ann", "s3cret")).ResolveAsync("1", None));

        Assert.Equal(new RetryOptions().MaxAttempts, exception.Attempts);
    }

    /// <summary>Whatever this machine takes for the time of day, the server knows what it means by a date.</summary>
    [Theory]
    [InlineData(-9000)]
    [InlineData(9000)]
    public async Task A_date_to_wait_for_is_by_the_clock_of_the_server(int hours)
    {
        _clock.Jump = TimeSpan.FromHours(hours);
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.ServiceUnavailable, headers: [("Date", "Tue, 19 May 2026 10:00:00 GMT"), ("Retry-After", "Tue, 19 May 2026 11:00:00 GMT")]));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script, CredentialSource.Explicit("r.example", "ann", "s3cret")).ResolveAsync("1", None));

        Assert.Equal(TimeSpan.FromHours(1), exception.RetryAfter);
    }

    [Fact]
    public async Task A_date_without_end_is_a_day()
    {
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.ServiceUnavailable, headers: ("Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT")));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script, CredentialSource.Explicit("r.example", "ann", "s3cret")).ResolveAsync("1", None));

        Assert.Equal(TimeSpan.FromDays(1), exception.RetryAfter);
    }

    [Fact]
    public void An_upload_that_was_begun_in_the_future_is_not_continued()
    {
        using var folder = new TempDirectory();
        var blob = new Descriptor(MediaTypes.OciLayer, Digest.Sha256([1]), 1);
        using (var entry = new UploadJournal(folder["uploads"], _clock).TryOpen("r.example/acme/app", blob))
            entry!.Save(new Uri("https://r.example/upload/1"));

        _clock.Jump = TimeSpan.FromHours(-1);
        using var next = new UploadJournal(folder["uploads"], _clock).TryOpen("r.example/acme/app", blob);

        Assert.Null(next!.Session);
    }

    private RegistryRepository Repository(ScriptedHandler script, ICredentialSource credentials) =>
        new RegistryClient(new RegistryClientOptions { Credentials = credentials, Transport = _ => script, TimeProvider = _clock }).Repository(ImageReference.Parse("r.example/acme/app"));

    private sealed class Ending(TimeProvider clock) : ICredentialSource
    {
        public int Count { get; private set; }

        public ValueTask<RegistryCredential?> FindAsync(string registry, string? repository, CancellationToken cancellationToken) =>
            ValueTask.FromResult<RegistryCredential?>(new RegistryCredential("the test") { Username = "ann", Password = $"p{++Count}", Life = new CredentialLife(clock, TimeSpan.FromMinutes(30)) });
    }
}

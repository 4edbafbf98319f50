using System.Net;
using System.Net.Sockets;
using Plimsoll.Oci;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing;

public class PublishFailureTests
{
    private static readonly string[] Moving = ["2", "latest", "2026-05-19"];

    /// <summary>Six tags are written; whichever fails, every tag that existed names what it named before, or everything is done.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task A_failure_at_any_tag_puts_the_moved_ones_back(int failing)
    {
        await using var world = await PublishingWorld.CreateAsync();
        await world.PublishAsync();
        var before = await Task.WhenAll(Moving.Select(world.DigestAsync));
        world.Repository.Commit("More", "app.txt");
        world.Repository.Tag("v2.2.0");
        var written = 0;
        world.BeforeRequest = request => IsTagWrite(request) && ++written == failing ? throw new HttpRequestException("The connection broke.") : Task.CompletedTask;

        var exception = await Assert.ThrowsAnyAsync<PlimsollException>(() => world.PublishAsync());
        world.BeforeRequest = _ => Task.CompletedTask;

        Assert.Equal(ErrorKind.Transport, exception.Kind);
        Assert.Equal(before, await Task.WhenAll(Moving.Select(world.DigestAsync)));
    }

    /// <summary>Its failure to find a tag that was just moved does not show that somebody else deleted it.</summary>
    [Fact]
    public async Task A_registry_that_finds_nothing_any_more_has_tags_that_could_not_be_restored()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var before = await BrokenPublication.PublishFirstAsync(world, "acme/app");
        var isGone = false;
        world.AnswerInstead = request =>
        {
            isGone |= IsTagWrite(request) && request.RequestUri!.AbsolutePath.EndsWith("/manifests/2", StringComparison.Ordinal);
            return isGone && request.Method != HttpMethod.Put ? new HttpResponseMessage(HttpStatusCode.NotFound) { RequestMessage = request } : null;
        };

        var exception = await Assert.ThrowsAnyAsync<PlimsollException>(() => BrokenPublication.PublishNextAsync(world, world.Registry.Root, "acme/app"));
        world.AnswerInstead = _ => null;

        Assert.Contains($"2 (was {before}, now absent)", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"2.1 (was {before}, now absent)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_that_somebody_else_wrote_meanwhile_stops_the_publishing()
    {
        await using var world = await PublishingWorld.CreateAsync();
        await world.PublishAsync();
        world.Repository.Commit("More", "app.txt");
        world.Repository.Tag("v2.2.0");
        var isFirst = true;
        world.BeforeRequest = async request =>
        {
            if (!isFirst || !IsTagWrite(request))
                return;

            // Another publisher moves `latest` after this one has planned.
            isFirst = false;
            await using var services = world.Services();
            var repository = services.OpenRegistry(Plimsoll.Oci.Images.ImageReference.Parse($"{world.Registry.Root}/acme/app"));
            var other = InMemoryImage.Create(null, ("other", "publisher"));
            await Plimsoll.Oci.Storage.ImageCopier.CopyAsync(other, other.Manifest, repository, null, CancellationToken.None);
            await repository.PutManifestAsync(other.Manifest, "latest", CancellationToken.None);
        };

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync());

        Assert.Equal(ErrorKind.Conflict, exception.Kind);
        Assert.Contains(":latest was changed by another publisher", exception.Message);
    }

    [Fact]
    public async Task A_tag_that_another_publisher_won_is_left_to_it()
    {
        await using var world = await PublishingWorld.CreateAsync();
        await world.PublishAsync();
        world.Repository.Commit("More", "app.txt");
        world.Repository.Tag("v2.2.0");
        var other = InMemoryImage.Create(null, ("other", "publisher"));
        var written = false;
        world.BeforeRequest = async request =>
        {
            if (IsTagWrite(request))
                written = request.RequestUri!.AbsolutePath.EndsWith("/latest", StringComparison.Ordinal);
            else if (written && request.Method == HttpMethod.Head)
            {
                // Our `latest` is written and about to be verified: another publisher moves it on.
                written = false;
                world.BeforeRequest = _ => Task.CompletedTask;
                await using var services = world.Services();
                var repository = services.OpenRegistry(Plimsoll.Oci.Images.ImageReference.Parse($"{world.Registry.Root}/acme/app"));
                await Plimsoll.Oci.Storage.ImageCopier.CopyAsync(other, other.Manifest, repository, null, CancellationToken.None);
                await repository.PutManifestAsync(other.Manifest, "latest", CancellationToken.None);
            }
        };

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync());

        Assert.Equal(ErrorKind.Conflict, exception.Kind);
        Assert.Equal(other.Manifest.Descriptor.Digest.ToString(), await world.DigestAsync("latest"));
    }

    [Fact]
    public async Task A_group_of_tags_that_is_half_written_is_put_back()
    {
        await using var world = await PublishingWorld.CreateAsync();
        await world.PublishAsync();
        var before = await Task.WhenAll(Moving.Select(world.DigestAsync));
        world.Repository.Commit("More", "app.txt");
        world.Repository.Tag("v2.2.0");
        var isHalfWritten = false;
        world.BeforeRequest = async request =>
        {
            var tags = TagsIn(request);
            isHalfWritten |= tags.Contains("2");
            foreach (var tag in isHalfWritten ? tags.Where(tag => tag == "2") : tags)
                await WriteAsync(world, request, tag);
            if (isHalfWritten && tags.Length > 0)
                throw new HttpRequestException("The connection broke.");
        };

        // The group before, of tags that never move, is written and confirmed.
        world.AnswerInstead = request => TagsIn(request) is { Length: > 0 } tags
            ? new HttpResponseMessage(HttpStatusCode.Created) { Headers = { { "OCI-Tag", string.Join(',', tags) } } }
            : null;

        var exception = await Assert.ThrowsAnyAsync<PlimsollException>(() => world.PublishAsync());

        Assert.Equal(ErrorKind.Transport, exception.Kind);
        Assert.True(isHalfWritten);
        Assert.NotNull(await world.DigestAsync("2.2.0"));
        Assert.Equal(before, await Task.WhenAll(Moving.Select(world.DigestAsync)));
    }

    [Fact]
    public async Task A_tag_that_cannot_be_put_back_keeps_no_other_from_going_back()
    {
        await using var world = await PublishingWorld.CreateAsync();
        await world.PublishAsync();
        var before = await world.DigestAsync("2");
        world.Repository.Commit("More", "app.txt");
        world.Repository.Tag("v2.2.0");
        var dateWrites = 0;
        world.BeforeRequest = request => IsTagWrite(request) && (Names(request, "latest") || (Names(request, "2026-05-19") && ++dateWrites == 2))
            ? throw new HttpRequestException("The connection broke.")
            : Task.CompletedTask;

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync());
        world.BeforeRequest = _ => Task.CompletedTask;

        Assert.Contains("could not be restored: 2026-05-19 (was ", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("2 (was", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, await world.DigestAsync("2"));
        Assert.NotEqual(before, await world.DigestAsync("2026-05-19"));
    }

    [Fact]
    public async Task A_commit_tag_that_another_publisher_of_the_commit_wrote_meanwhile_is_kept()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var commit = world.Repository.Commit("A fix", "app.txt");
        string? other = null;
        world.BeforeRequest = async request =>
        {
            if (other is not null || request.Method != HttpMethod.Post)
                return;

            // The build of the branch, which knows nothing of the release's tag, publishes the same commit.
            other = "";
            world.SetContent("built by another job");
            await world.PublishAsync(publish => publish with { Rules = new Plimsoll.Tags.TagRules { Only = [Plimsoll.Tags.StrategyNames.GitSha] } });
            other = await world.DigestAsync(commit[..7]);
        };

        var receipt = await world.PublishAsync(publish => publish with { Rules = new Plimsoll.Tags.TagRules { Only = [Plimsoll.Tags.StrategyNames.GitSha, Plimsoll.Tags.StrategyNames.Date] } });

        var kept = Assert.Single(receipt.Tags, tag => tag.Action == Plimsoll.Tags.TagAction.Keep);
        Assert.Equal((commit[..7], other), (kept.Tag, kept.After?.ToString()));
        Assert.Equal(other, await world.DigestAsync(commit[..7]));

        // One commit is released once: what moves follows it.
        Assert.Equal(other, receipt.Digest!.ToString());
        Assert.Equal(other, await world.DigestAsync("2026-05-19"));
    }

    [Theory]
    [InlineData("wrong", ErrorKind.Authentication)]
    [InlineData(RegistryServerOptions.Password, null)]
    public async Task A_wrong_password_is_told_apart_and_never_repeated(string password, ErrorKind? expected)
    {
        await using var world = await PublishingWorld.CreateAsync(new RegistryServerOptions { WithPassword = true });
        world.Variables["PLIMSOLL_REGISTRY_USERNAME"] = RegistryServerOptions.Username;
        world.Variables["PLIMSOLL_REGISTRY_PASSWORD"] = password;

        var exception = await Record.ExceptionAsync(() => world.PublishAsync());

        if (expected is null)
        {
            Assert.Null(exception);
            return;
        }

        Assert.Equal(expected, Assert.IsAssignableFrom<PlimsollException>(exception).Kind);
        Assert.DoesNotContain(password, exception!.ToString(), StringComparison.Ordinal);
        Assert.Empty(world.Writes);
    }

    [Fact]
    public async Task A_registry_that_does_not_answer_is_one_clear_error()
    {
        await using var world = await PublishingWorld.CreateAsync();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var exception = await Assert.ThrowsAnyAsync<PlimsollException>(() => world.PublishAsync(request => request with { Registry = $"127.0.0.1:{port}" }));

        Assert.Equal(ErrorKind.Transport, exception.Kind);
        Assert.Contains($"port {port}", exception.Message);
    }

    /// <summary>The tags that a request for several asks for: those behind its address, and the one in it if that is no digest.</summary>
    private static string[] TagsIn(HttpRequestMessage request) =>
        request.Method == HttpMethod.Put && request.RequestUri!.Query.StartsWith("?tag=", StringComparison.Ordinal)
            ? [.. new[] { request.RequestUri.Segments[^1] }.Where(name => !name.Contains(':')), .. request.RequestUri.Query.TrimStart('?').Split('&').Select(text => text["tag=".Length..])]
            : [];

    /// <summary>What a registry that knows groups does with one tag of it.</summary>
    private static async Task WriteAsync(PublishingWorld world, HttpRequestMessage request, string tag)
    {
        using var client = new HttpClient();
        using var content = new ByteArrayContent(await request.Content!.ReadAsByteArrayAsync());
        content.Headers.TryAddWithoutValidation("Content-Type", request.Content.Headers.NonValidated["Content-Type"].ToString());
        using var answer = await client.PutAsync(new Uri($"http://{world.Registry.Host}/v2/{world.Registry.Name("acme/app")}/manifests/{tag}"), content);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    private static bool Names(HttpRequestMessage request, string tag) => request.RequestUri!.AbsolutePath.EndsWith($"/{tag}", StringComparison.Ordinal);

    private static bool IsTagWrite(HttpRequestMessage request) =>
        request.Method == HttpMethod.Put && request.RequestUri!.AbsolutePath.Contains("/manifests/", StringComparison.Ordinal) && !request.RequestUri.AbsolutePath.Contains("sha256", StringComparison.Ordinal);
}

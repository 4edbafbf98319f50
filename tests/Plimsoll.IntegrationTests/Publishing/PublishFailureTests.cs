using System.Net;
using System.Net.Sockets;
using Plimsoll.Publishing;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing;

public class PublishFailureTests
{
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
        string[] moving = ["2", "latest", "2026-05-19"];
        var before = await Task.WhenAll(moving.Select(world.DigestAsync));
        world.Repository.Commit("More", "app.txt");
        world.Repository.Tag("v2.2.0");
        var written = 0;
        world.BeforeRequest = request => IsTagWrite(request) && ++written == failing ? throw new HttpRequestException("The connection broke.") : Task.CompletedTask;

        var exception = await Assert.ThrowsAnyAsync<PlimsollException>(() => world.PublishAsync());
        world.BeforeRequest = _ => Task.CompletedTask;

        Assert.Equal(ExitCode.Registry, exception.ExitCode);
        Assert.Equal(before, await Task.WhenAll(moving.Select(world.DigestAsync)));
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
            using var services = world.Services();
            var repository = services.OpenRegistry(Images.ImageReference.Parse($"{world.Registry.Host}/acme/app"));
            var other = InMemoryImage.Create(null, ("other", "publisher"));
            await Storage.ImageCopier.CopyAsync(other, other.Manifest, repository, null, CancellationToken.None);
            await repository.PutManifestAsync(other.Manifest, "latest", CancellationToken.None);
        };

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync());

        Assert.Equal(ExitCode.TagConflict, exception.ExitCode);
        Assert.Contains(":latest was written by somebody else", exception.Message);
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
                using var services = world.Services();
                var repository = services.OpenRegistry(Images.ImageReference.Parse($"{world.Registry.Host}/acme/app"));
                await Storage.ImageCopier.CopyAsync(other, other.Manifest, repository, null, CancellationToken.None);
                await repository.PutManifestAsync(other.Manifest, "latest", CancellationToken.None);
            }
        };

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync());

        Assert.Equal(ExitCode.TagConflict, exception.ExitCode);
        Assert.Equal(other.Manifest.Descriptor.Digest.ToString(), await world.DigestAsync("latest"));
    }

    [Theory]
    [InlineData("wrong", ExitCode.Authentication)]
    [InlineData(RegistryServerOptions.Password, ExitCode.Done)]
    public async Task A_wrong_password_is_told_apart_and_never_repeated(string password, ExitCode expected)
    {
        await using var world = await PublishingWorld.CreateAsync(new RegistryServerOptions { WithPassword = true });
        world.Variables["PLIMSOLL_REGISTRY_USERNAME"] = RegistryServerOptions.Username;
        world.Variables["PLIMSOLL_REGISTRY_PASSWORD"] = password;

        var exception = await Record.ExceptionAsync(() => world.PublishAsync());

        if (expected == ExitCode.Done)
        {
            Assert.Null(exception);
            return;
        }

        Assert.Equal(expected, Assert.IsAssignableFrom<PlimsollException>(exception).ExitCode);
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

        Assert.Equal(ExitCode.Registry, exception.ExitCode);
        Assert.Contains($"port {port}", exception.Message);
    }

    private static bool IsTagWrite(HttpRequestMessage request) =>
        request.Method == HttpMethod.Put && request.RequestUri!.AbsolutePath.Contains("/manifests/", StringComparison.Ordinal) && !request.RequestUri.AbsolutePath.Contains("sha256", StringComparison.Ordinal);
}

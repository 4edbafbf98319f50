using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Registries;

public class RegistryRoundTripTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task What_is_pushed_is_pulled_byte_for_byte()
    {
        var server = await SharedRegistry.OpenAsync();
        using var client = new RegistryClient();
        var repository = client.Repository(ImageReference.Parse($"{server.Root}/acme/app"));
        var image = SmallImage.Create();

        await image.PushAsync(repository, "1.0.0");

        var found = await repository.ResolveAsync("1.0.0", None);
        Assert.Equal(image.Manifest.Descriptor, found);
        var manifest = await repository.GetManifestAsync(found!.Digest.ToString(), None);
        Assert.True(manifest.Bytes.Span.SequenceEqual(image.Manifest.Bytes.Span));
        foreach (var (blob, bytes) in image.Blobs)
        {
            await using var stream = await repository.OpenBlobAsync(blob, None);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            Assert.Equal(bytes, copy.ToArray());
        }
    }

    [Fact]
    public async Task A_second_push_sends_no_blob()
    {
        var server = await SharedRegistry.OpenAsync();
        var log = new RequestLog(server);
        using var client = new RegistryClient(new RegistryClientOptions { Transport = log.Wrap });
        var repository = client.Repository(ImageReference.Parse($"{server.Root}/acme/app"));
        var image = SmallImage.Create();
        await image.PushAsync(repository, "1");
        Assert.Equal(2, log.Lines.Count(line => line.StartsWith("PUT /v2/acme/app/blobs/", StringComparison.Ordinal)));

        log.Clear();
        await image.PushAsync(repository, "2");

        Assert.Equal(
            [.. image.Blobs.Keys.Select(blob => $"HEAD /v2/acme/app/blobs/{blob.Digest}"), "PUT /v2/acme/app/manifests/2"],
            log.Lines);
    }

    [Fact]
    public async Task A_missing_blob_costs_two_requests_where_mounting_opens_the_session()
    {
        var server = await SharedRegistry.OpenAsync();
        var log = new RequestLog(server);
        using var client = new RegistryClient(new RegistryClientOptions { Transport = log.Wrap });
        var repository = client.Repository(ImageReference.Parse($"{server.Root}/acme/app"));
        var (blob, bytes) = SmallImage.Create().Blobs.First();

        Assert.False(await repository.TryMountBlobAsync(blob, server.Name("acme/other"), None));
        await repository.PutBlobAsync(blob, _ => ValueTask.FromResult<Stream>(new MemoryStream(bytes)), None);

        Assert.Equal(["POST", "PUT"], log.Lines.Select(line => line.Split(' ')[0]));
        Assert.True(await repository.HasBlobAsync(blob, None));
    }

    [Fact]
    public async Task A_blob_of_another_repository_is_mounted_without_sending_it()
    {
        var server = await SharedRegistry.OpenAsync();
        var log = new RequestLog(server);
        using var client = new RegistryClient(new RegistryClientOptions { Transport = log.Wrap });
        var image = SmallImage.Create();
        await image.PushAsync(client.Repository(ImageReference.Parse($"{server.Root}/acme/app")), "1");
        var other = client.Repository(ImageReference.Parse($"{server.Root}/acme/other"));
        log.Clear();

        foreach (var blob in image.Blobs.Keys)
            Assert.True(await other.TryMountBlobAsync(blob, server.Name("acme/app"), None));
        await other.PutManifestAsync(image.Manifest, "1", None);

        Assert.Equal(["POST", "POST", "PUT"], log.Lines.Select(line => line.Split(' ')[0]));
        Assert.NotNull(await other.ResolveAsync("1", None));
    }

    [Fact]
    public async Task A_lost_mount_session_is_replaced_by_a_new_one()
    {
        var server = await SharedRegistry.OpenAsync();
        using var client = new RegistryClient();
        var repository = client.Repository(ImageReference.Parse($"{server.Root}/acme/app"));
        var (blob, bytes) = SmallImage.Create().Blobs.First();
        Assert.False(await repository.TryMountBlobAsync(blob, server.Name("acme/other"), None));
        Directory.Delete(Path.Combine(server.FolderOf("acme/app"), "_uploads"), recursive: true);

        await repository.PutBlobAsync(blob, _ => ValueTask.FromResult<Stream>(new MemoryStream(bytes)), None);

        Assert.True(await repository.HasBlobAsync(blob, None));
    }

    [Theory]
    [InlineData("wrong", "its digest is")]
    [InlineData("short", "it ends after")]
    [InlineData("long", "it is longer than")]
    public async Task A_wrong_blob_is_refused_and_leaves_nothing_behind(string kind, string reason)
    {
        var server = await SharedRegistry.OpenAsync();
        var log = new RequestLog(server);
        using var client = new RegistryClient(new RegistryClientOptions { Transport = log.Wrap });
        var repository = client.Repository(ImageReference.Parse($"{server.Root}/acme/app"));
        var (blob, bytes) = SmallImage.Create().Blobs.First();
        byte[] wrong = kind switch { "short" => bytes[..^1], "long" => [.. bytes, 0], _ => [.. bytes[..^1], (byte)(bytes[^1] ^ 1)] };

        var exception = await Assert.ThrowsAsync<ContentMismatchException>(
            async () => await repository.PutBlobAsync(blob, _ => ValueTask.FromResult<Stream>(new MemoryStream(wrong)), None));

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.False(await repository.HasBlobAsync(blob, None));
        Assert.Equal("DELETE", log.Lines[2].Split(' ')[0]);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(server.FolderOf("acme/app"), "_uploads"), "data", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Tags_are_listed_and_a_repository_that_does_not_exist_has_none()
    {
        var server = await SharedRegistry.OpenAsync();
        using var client = new RegistryClient();
        var repository = client.Repository(ImageReference.Parse($"{server.Root}/acme/app"));
        Assert.Empty(await ReadAsync(repository));

        await SmallImage.Create("one").PushAsync(repository, "1");
        await SmallImage.Create("two").PushAsync(repository, "latest");

        Assert.Equal(["1", "latest"], (await ReadAsync(repository)).Order());
    }

    [Fact]
    public async Task Deleting_a_manifest_takes_its_tags_along()
    {
        var server = await SharedRegistry.OpenAsync();
        using var client = new RegistryClient();
        var repository = client.Repository(ImageReference.Parse($"{server.Root}/acme/app"));
        var image = SmallImage.Create();
        await image.PushAsync(repository, "1");

        Assert.True(await repository.DeleteManifestAsync(image.Manifest.Descriptor.Digest, None));

        Assert.Null(await repository.ResolveAsync("1", None));
        Assert.Empty(await ReadAsync(repository));
        Assert.False(await repository.DeleteManifestAsync(image.Manifest.Descriptor.Digest, None));
    }

    [Fact]
    public async Task A_tag_of_several_is_not_deleted_where_the_registry_deletes_images_only()
    {
        var server = await SharedRegistry.OpenAsync();
        using var client = new RegistryClient();
        var repository = client.Repository(ImageReference.Parse($"{server.Root}/acme/app"));
        var image = SmallImage.Create();
        foreach (var tag in new[] { "1", "latest" })
            await image.PushAsync(repository, tag);
        await SmallImage.Create("other").PushAsync(repository, "dev");

        var refusal = await Assert.ThrowsAsync<SharedTagException>(async () => await repository.DeleteTagAsync("latest", None));
        Assert.Equal(["1"], refusal.OtherTags);
        Assert.Equal(["1", "dev", "latest"], (await ReadAsync(repository)).Order());

        var removed = await repository.DeleteImageAsync(refusal.Digest, tags: null, None);
        Assert.Equal(["1", "latest"], removed!.Tags);
        Assert.Equal(["dev"], await ReadAsync(repository));

        Assert.True((await repository.DeleteTagAsync("dev", None))!.IsImageDeleted);
        Assert.Empty(await ReadAsync(repository));
    }

    [Fact]
    public async Task A_registry_without_deleting_says_so()
    {
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { AllowsDelete = false });
        using var client = new RegistryClient();
        var repository = client.Repository(ImageReference.Parse($"{server.Host}/acme/app"));
        var image = SmallImage.Create();
        await image.PushAsync(repository, "1");

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await repository.DeleteManifestAsync(image.Manifest.Descriptor.Digest, None));

        Assert.Equal(ErrorKind.Transport, exception.Kind);
        Assert.Contains("does not allow deletion", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Uploads_follow_relative_locations()
    {
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions
        {
            Variables = new Dictionary<string, string> { ["REGISTRY_HTTP_RELATIVEURLS"] = "true" },
        });
        using var client = new RegistryClient();
        var repository = client.Repository(ImageReference.Parse($"{server.Host}/acme/app"));

        await SmallImage.Create().PushAsync(repository, "1");

        Assert.NotNull(await repository.ResolveAsync("1", None));
    }

    private static async Task<List<string>> ReadAsync(RegistryRepository repository)
    {
        var tags = new List<string>();
        await foreach (var tag in repository.ListTagsAsync(None))
            tags.Add(tag);
        return tags;
    }
}

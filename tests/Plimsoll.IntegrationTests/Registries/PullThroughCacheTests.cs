using System.Net;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Registries;

/// <summary>A registry that fetches from another one what it is asked for, and takes nothing itself.</summary>
public class PullThroughCacheTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly SmallImage _image = SmallImage.Create();

    [Fact]
    public async Task What_was_pulled_once_is_named_by_its_tag_while_the_registry_behind_is_away()
    {
        using var client = new RegistryClient(new RegistryClientOptions { Retry = RetryOptions.None });
        RegistryServer cache;
        await using (var upstream = await RegistryServer.StartAsync())
        {
            cache = await RegistryServer.StartAsync(new RegistryServerOptions { ProxyOf = upstream.Host });
            await _image.PushAsync(Repository(client, upstream), "1");
            Assert.Equal(_image.Manifest.Descriptor, (await Repository(client, cache).GetManifestAsync("1", None)).Descriptor);
            foreach (var blob in _image.Blobs.Keys)
            {
                await using var content = await Repository(client, cache).OpenBlobAsync(blob, None);
                await content.CopyToAsync(Stream.Null);
            }
        }

        await using (cache)
        {
            Assert.Equal(_image.Manifest.Descriptor, await Repository(client, cache).ResolveAsync("1", None));
            Assert.Equal(_image.Manifest.Bytes.ToArray(), (await Repository(client, cache).GetManifestAsync("1", None)).Bytes.ToArray());
        }
    }

    [Fact]
    public async Task Pushing_to_it_fails_with_what_it_is_and_where_to_push()
    {
        await using var upstream = await RegistryServer.StartAsync();
        await using var cache = await RegistryServer.StartAsync(new RegistryServerOptions { ProxyOf = upstream.Host });
        using var client = new RegistryClient();
        var (blob, bytes) = _image.Blobs.First();
        BlobOpener open = _ => ValueTask.FromResult<Stream>(new MemoryStream(bytes));

        var placing = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(client, cache).EnsureBlobAsync(blob, ["acme/other"], open, None));
        var sending = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(client, cache).PutBlobAsync(blob, open, None));
        var naming = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(client, cache).PutManifestAsync(_image.Manifest, "1", None));

        Assert.All([placing, sending, naming], exception =>
        {
            Assert.Equal((ErrorKind.Transport, HttpStatusCode.MethodNotAllowed, 1), (exception.Kind, exception.Status, exception.Attempts));
            Assert.True(exception.HasCode("UNSUPPORTED"));
            Assert.Contains($"{cache.Host} does not accept pushes (405)", exception.Message, StringComparison.Ordinal);
            Assert.Contains("pull-through cache", exception.Advice, StringComparison.Ordinal);
        });
    }

    private static RegistryRepository Repository(RegistryClient client, RegistryServer server) => client.Repository(ImageReference.Parse($"{server.Host}/acme/app"));
}

using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Registries;

/// <summary>Counts the whole process's allocations, so nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(RegistryMemoryTests), DisableParallelization = true)]
[Collection(nameof(RegistryMemoryTests))]
public class RegistryMemoryTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(64, long.MaxValue)]
    [InlineData(128, 1)]
    public async Task A_blob_streams_in_bounded_memory_both_ways_over_one_connection_and_in_parts(int megabytes, long parallelFrom)
    {
        var size = megabytes * 1024L * 1024;
        var server = await SharedRegistry.OpenAsync();
        var name = ImageReference.Parse($"{server.Root}/acme/big");
        using var sender = new RegistryClient();

        // A client that has asked nothing yet does not know that the registry is near, and reads in parts.
        using var reader = new RegistryClient(new RegistryClientOptions { ParallelDownloadFrom = parallelFrom });
        Digest digest;
        await using (var once = new PatternStream(size))
            digest = Digest.FromHash(await System.Security.Cryptography.SHA256.HashDataAsync(once));
        var blob = new Descriptor(MediaTypes.OciLayer, digest, size);

        var before = GC.GetTotalAllocatedBytes(precise: true);
        await sender.Repository(name).PutBlobAsync(blob, _ => ValueTask.FromResult<Stream>(new PatternStream(size)), None);
        await using (var stream = await reader.Repository(name).OpenBlobAsync(blob, None))
            await stream.CopyToAsync(Stream.Null);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.True(allocated < size / 2, $"{allocated / 1024 / 1024} MiB were allocated");
    }
}

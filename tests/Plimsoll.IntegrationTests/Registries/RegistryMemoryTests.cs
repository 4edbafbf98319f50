using Plimsoll.Images;
using Plimsoll.Registries;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Registries;

/// <summary>Counts the whole process's allocations, so nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(RegistryMemoryTests), DisableParallelization = true)]
[Collection(nameof(RegistryMemoryTests))]
public class RegistryMemoryTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_blob_of_64_MiB_streams_in_bounded_memory_both_ways()
    {
        const int size = 64 * 1024 * 1024;
        await using var server = await RegistryServer.StartAsync();
        using var client = new RegistryClient();
        var repository = client.Repository(ImageReference.Parse($"{server.Host}/acme/big"));
        Digest digest;
        await using (var once = new PatternStream(size))
            digest = Digest.FromHash(await System.Security.Cryptography.SHA256.HashDataAsync(once));
        var blob = new Descriptor(MediaTypes.OciLayer, digest, size);

        var before = GC.GetTotalAllocatedBytes(precise: true);
        await repository.PutBlobAsync(blob, _ => ValueTask.FromResult<Stream>(new PatternStream(size)), None);
        await using (var stream = await repository.OpenBlobAsync(blob, None))
            await stream.CopyToAsync(Stream.Null);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.True(allocated < size / 2, $"{allocated / 1024 / 1024} MiB were allocated");
    }
}

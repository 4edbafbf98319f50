using System.Text.Json;
using Plimsoll.IntegrationTests.Copying;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing;

/// <summary>Receipts attached to images of a real registry, seen with another client.</summary>
public class ReceiptReferrerTests
{
    [Fact]
    public async Task Another_client_reads_the_list_and_the_artifact()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var receipt = await world.PublishAsync();
        await using var services = world.Services();

        var attached = await ReceiptReferrer.AttachAsync(Open(world, services), receipt, CancellationToken.None);

        using var list = JsonDocument.Parse(await InspectAsync(world, $":{Referrer.GetTag(receipt.Digest!)}"));
        Assert.Equal(attached.Digest.ToString(), Assert.Single(list.RootElement.GetProperty("manifests").EnumerateArray()).GetProperty("digest").GetString());
        using var artifact = JsonDocument.Parse(await InspectAsync(world, $"@{attached.Digest}"));
        Assert.Equal(receipt.Digest!.ToString(), artifact.RootElement.GetProperty("subject").GetProperty("digest").GetString());
    }

    [Fact]
    public async Task Receipts_travel_with_the_image_that_they_are_about()
    {
        await using var world = await PublishingWorld.CreateAsync();
        await using var elsewhere = await RegistryServer.StartAsync();
        var receipt = await world.PublishAsync();
        await using var services = world.Services();
        var repository = Open(world, services);
        await ReceiptReferrer.AttachAsync(repository, receipt, CancellationToken.None);
        using var client = new RegistryClient();
        var copy = client.Repository(ImageReference.Parse($"{elsewhere.Host}/acme/app"), RepositoryAccess.Push);

        await Plimsoll.Oci.Storage.ImageCopier.CopyAsync(repository, await repository.GetManifestAsync("2.1.0", CancellationToken.None), copy, null, CancellationToken.None);

        var found = await ReceiptReferrer.ReadAsync(copy, $"{elsewhere.Host}/acme/app", receipt.Digest!, CancellationToken.None);
        Assert.Equal(receipt.ToJson(), Assert.Single(found.Receipts).Receipt.ToJson());
        Assert.Empty(found.Unreadable);
    }

    private static RegistryRepository Open(PublishingWorld world, PlimsollHost services) => services.OpenRegistry(ImageReference.Parse($"{world.Registry.Root}/acme/app"));

    private static Task<string> InspectAsync(PublishingWorld world, string tagOrDigest) =>
        OtherEnd.SkopeoAsync("inspect", "--raw", "--tls-verify=false", $"docker://{world.Registry.Root}/acme/app{tagOrDigest}");
}

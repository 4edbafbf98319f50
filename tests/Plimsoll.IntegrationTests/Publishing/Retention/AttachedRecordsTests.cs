using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Attachments;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Retention;
using Plimsoll.Tags;

namespace Plimsoll.IntegrationTests.Publishing.Retention;

public class AttachedRecordsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>Nearly every image has provenance, and each that is taken for a receipt costs requests.</summary>
    [Fact]
    public async Task An_image_with_provenance_is_asked_for_receipts_only_where_it_has_one()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var receipt = await world.PublishAsync(request => request with { Provenance = ProvenanceMode.Attached });
        await using var services = world.Services();
        var repository = services.OpenRegistry(ImageReference.Parse($"{world.Registry.Root}/acme/app"));

        Assert.Empty(await ReadAsync());
        Assert.Empty(world.Requests.Lines);
        await ReceiptReferrer.AttachAsync(repository, receipt, None);
        Assert.Equal(receipt.Digest, Assert.Single(await ReadAsync()).Digest);

        async Task<IEnumerable<ImageReceipt>> ReadAsync()
        {
            var reader = new InventoryReader(repository, new TagReader(new TagRules(), [], [], []), progress: null);
            await reader.ReadAsync(None);
            world.Requests.Clear();
            var records = new AttachedRecords(repository, reader);
            await records.ReadAsync([], None);
            return records.Receipts;
        }
    }
}

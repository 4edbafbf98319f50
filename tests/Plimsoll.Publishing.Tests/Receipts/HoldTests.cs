using System.Text;
using System.Text.Json;
using Plimsoll.Oci;
using Plimsoll.Publishing.Holds;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Testing;

namespace Plimsoll.Publishing.Tests.Receipts;

public class HoldTests
{
    private static readonly Hold Example = new Hold(
        "", "ghcr.io/acme/app", "production", SampleReceipts.DigestOf("bad"), "2.2.0", ["production", "latest"], Contexts.Now, "ann", "it leaks", null).Named();

    [Fact]
    public void A_hold_comes_back_as_it_was_written() => Assert.Equivalent(Example, HoldJson.Parse(Json(new HoldDocument(1, Example, null)), "here").Hold, strict: true);

    [Fact]
    public void A_release_comes_back_as_it_was_written() =>
        Assert.Equal([Example.Id], HoldJson.Parse(Json(new HoldDocument(1, null, new HoldRelease([Example.Id], Contexts.Now, "bob", null))), "here").Release!.Holds);

    [Fact]
    public void The_same_hold_at_another_time_has_another_name()
    {
        Assert.Equal(Example.Id, Example.Named().Id);
        Assert.NotEqual(Example.Id, (Example with { HeldAt = Example.HeldAt.AddTicks(1) }).Named().Id);
        Assert.NotEqual(Example.Id, (Example with { Environment = "staging" }).Named().Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"schemaVersion":1,"hold":null,"release":null}""")]
    [InlineData("""{"schemaVersion":2,"hold":null,"release":{"holds":["a"],"releasedAt":"2026-05-19T08:30:00Z","releasedBy":null,"runUrl":null}}""")]
    [InlineData("""{"schemaVersion":1,"hold":null,"release":{"holds":[null],"releasedAt":"2026-05-19T08:30:00Z","releasedBy":null,"runUrl":null}}""")]
    public void What_cannot_be_read_refuses(string json)
    {
        var exception = Assert.Throws<PlimsollException>(() => HoldJson.Parse(Encoding.UTF8.GetBytes(json), "ghcr.io/acme/app@sha256:1"));

        Assert.Equal(ErrorKind.Policy, exception.Kind);
        Assert.Contains("ghcr.io/acme/app@sha256:1", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ghcr.io/acme/app", "production", "bad", null, "production", true)]
    [InlineData("ghcr.io/acme/app", "Production", "bad", null, "production", true)]
    [InlineData("other.example/app", "production", "bad", null, "production", true)]
    [InlineData("ghcr.io/acme/app", "staging", "bad", null, "staging", false)]
    [InlineData("ghcr.io/acme/app", null, "bad", null, "latest", true)]
    [InlineData("other.example/app", null, "bad", null, "latest", false)]
    [InlineData("ghcr.io/acme/app", null, "bad", null, "main", false)]
    [InlineData("ghcr.io/acme/app", "production", "rebuilt", "2.2.0", "production", true)]
    [InlineData("other.example/app", "production", "rebuilt", "2.2.0", "production", false)]
    [InlineData("ghcr.io/acme/app", "production", "good", "2.2.1", "production", false)]
    public void A_hold_is_against_the_same_image_in_the_same_environment_or_under_the_same_tags(string destination, string? environment, string image, string? version, string tag, bool expected)
    {
        var query = new HoldQuery { Asked = "the image", Destination = destination, Environment = environment, Images = [SampleReceipts.DigestOf(image)], Version = version, Tags = [tag] };

        Assert.Equal(expected, query.Matches(Example));
    }

    [Fact]
    public void A_receipt_keeps_its_hold()
    {
        var receipt = SampleReceipts.Create() with { Kind = ReceiptKind.Rollback, Hold = Example, ReleasedHolds = ["a"], From = "here" };

        var read = ReceiptJson.Parse(Encoding.UTF8.GetBytes(receipt.ToJson()), "receipt.json");

        Assert.Equivalent(Example, read.Hold, strict: true);
        Assert.Equal(["a"], read.ReleasedHolds);
        Assert.Equal("here", read.From);
    }

    [Theory]
    [InlineData("\"id\": \"", "\"id\": \"\", \"x\": \"")]
    [InlineData("\"latest\"\n", "\"../latest\"\n")]
    [InlineData("\"releasedHolds\": []", "\"releasedHolds\": [null]")]
    public void A_receipt_with_a_broken_hold_is_none(string part, string other)
    {
        var json = (SampleReceipts.Create() with { Hold = Example }).ToJson();
        Assert.Contains(part, json, StringComparison.Ordinal);

        Assert.Throws<PlimsollException>(() => ReceiptJson.Parse(Encoding.UTF8.GetBytes(json.Replace(part, other, StringComparison.Ordinal)), "receipt.json"));
    }

    [Fact]
    public void An_older_receipt_has_no_holds()
    {
        var json = SampleReceipts.Create().ToJson().Replace(",\n  \"hold\": null,\n  \"releasedHolds\": []", "", StringComparison.Ordinal).Replace("  \"from\": null,\n", "", StringComparison.Ordinal);
        Assert.DoesNotContain("olds", json, StringComparison.Ordinal);

        var read = ReceiptJson.Parse(Encoding.UTF8.GetBytes(json), "receipt.json");

        Assert.Null(read.Hold);
        Assert.Empty(read.ReleasedHolds);
    }

    private static byte[] Json(HoldDocument document) => JsonSerializer.SerializeToUtf8Bytes(document, PublishingJson.Default.HoldDocument);
}

using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.Publishing.Tests.Receipts;

public class ReceiptJsonTests
{
    private static readonly Gen<Digest?> MaybeDigest = Gen.OneOf(Gen.Const((Digest?)null), Gen.String.Select(text => (Digest?)SampleReceipts.DigestOf(text)));

    private static readonly Gen<ImageReceipt> AnyReceipt =
        from texts in Gen.Select(Gen.String, Gen.String, Gen.String)
        from digest in MaybeDigest
        from files in Gen.String.List[0, 3]
        from tags in Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 20], Gen.Enum<Mutability>(), Gen.Enum<TagAction>(), MaybeDigest).List[0, 4]
        from blobs in Gen.Select(Gen.Long, Gen.Enum<BlobOutcome>(), Gen.Int).List[0, 4]
        select SampleReceipts.Create() with
        {
            Actor = texts.Item1,
            Version = texts.Item2,
            Kind = texts.Item3,
            PlanHash = digest,
            Policy = digest is null ? null : new ReceiptPolicy(texts.Item1, digest),
            ChangedFiles = files,
            Tags = [.. tags.Select(tag => new ReceiptTag(tag.Item1, "raw", tag.Item2, tag.Item3, tag.Item4, SampleReceipts.DigestOf(tag.Item1)))],
            Blobs = [.. blobs.Select(blob => new ReceiptBlob(SampleReceipts.DigestOf("a"), blob.Item1, blob.Item2, blob.Item3))],
        };

    [Fact]
    public void What_is_written_is_read_again() => AnyReceipt.Sample(receipt =>
    {
        var json = receipt.ToJson();
        return ReceiptJson.Parse(Encoding.UTF8.GetBytes(json), "receipt").ToJson() == json;
    });

    [Fact]
    public void A_receipt_of_the_first_shape_is_read()
    {
        var json = Node();
        foreach (var member in new[] { "kind", "changedFiles", "policy", "planHash", "retries" })
            json.Remove(member);
        json["blobs"]![0]!.AsObject().Remove("retries");

        var receipt = Parse(json);

        Assert.Equal(ReceiptKind.Publish, receipt.Kind);
        Assert.Empty(receipt.ChangedFiles);
        Assert.Null(receipt.Policy);
        Assert.Equal(0, Assert.Single(receipt.Blobs).Retries);
    }

    [Fact]
    public void Members_of_later_versions_of_the_same_shape_are_no_mistake()
    {
        var json = Node();
        json["later"] = true;

        Assert.Equal("2.1.0", Parse(json).Version);
    }

    [Theory]
    [InlineData("destination", null, "the value at $.destination")]
    [InlineData("tags", "[null]", "$.tags")]
    [InlineData("tags", "[{}]", "a member is missing at $.tags[0]")]
    [InlineData("kept", "{}", "a member is missing at $.kept")]
    [InlineData("digest", "\"sha256:1\"", "the value at $.digest")]
    [InlineData("finishedAt", "\"yesterday\"", "the value at $.finishedAt")]
    [InlineData("commit", "\"../../x\"", "'../../x' is not a valid commit id")]
    [InlineData("destination", "\"\"", "its destination is empty")]
    [InlineData("schemaVersion", "2", "schemaVersion 2, which is newer")]
    [InlineData("schemaVersion", "0", "no schemaVersion")]
    [InlineData("schemaVersion", "\"1\"", "no schemaVersion")]
    public void What_is_wrong_is_named_with_its_place(string member, string? value, string expected)
    {
        var json = Node();
        json[member] = value is null ? null : JsonNode.Parse(value);

        var exception = Assert.Throws<PlimsollException>(() => Parse(json));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.StartsWith("some.json is not a valid receipt: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Plimsoll.Publishing", exception.Message, StringComparison.Ordinal);
        Assert.NotNull(exception.Advice);
    }

    [Theory]
    [InlineData("tag", "\"a b\"", "'a b' is not a valid tag")]
    [InlineData("action", "\"explode\"", "$.tags[0].action")]
    [InlineData("action", "0", "$.tags[0].action")]
    [InlineData("after", "null", "$.tags[0].after")]
    public void A_tag_that_cannot_be_is_named(string member, string value, string expected)
    {
        var json = Node();
        json["tags"]![0]![member] = JsonNode.Parse(value);

        Assert.Contains(expected, Assert.Throws<PlimsollException>(() => Parse(json)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_member_is_named()
    {
        var json = Node();
        json.Remove("commit");

        Assert.Contains("commit", Assert.Throws<PlimsollException>(() => Parse(json)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "it is not valid JSON")]
    [InlineData("[]", "it is not a JSON object")]
    [InlineData("{}", "it has no schemaVersion")]
    [InlineData("{\n\n\"schemaVersion\": 1,,", "it is not valid JSON (line 3)")]
    [InlineData("{\"_type\":\"https://in-toto.io/Statement/v1\",\"predicateType\":\"https://slsa.dev/provenance/v1\",\"subject\":[],\"predicate\":{}}", "another predicate type")]
    [InlineData("{\"_type\":\"https://in-toto.io/Statement/v1\",\"predicateType\":\"https://plimsoll.dev/receipt/v1\",\"subject\":[],\"predicate\":[]}", "without a predicate")]
    public void What_is_no_receipt_at_all_is_told(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<PlimsollException>(() => ReceiptJson.Parse(Encoding.UTF8.GetBytes(text), "some.json")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_member_that_stands_twice_is_refused()
    {
        var text = SampleReceipts.Create().ToJson().Replace("\"via\"", "\"via\": \"x\", \"via\"", StringComparison.Ordinal);

        Assert.Contains("twice", Assert.Throws<PlimsollException>(() => ReceiptJson.Parse(Encoding.UTF8.GetBytes(text), "some.json")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_no_mistake() =>
        Assert.Equal("2.1.0", ReceiptJson.Parse(Encoding.UTF8.GetBytes("\uFEFF" + SampleReceipts.Create().ToJson()), "some.json").Version);

    [Fact]
    public void Garbage_is_refused_and_never_anything_worse() => Gen.String.Sample(text =>
        Assert.Equal(ErrorKind.Usage, Assert.Throws<PlimsollException>(() => ReceiptJson.Parse(Encoding.UTF8.GetBytes(text), "some.json")).Kind));

    [Fact]
    public void A_file_that_does_not_exist_is_not_found() =>
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<PlimsollException>(() => ReceiptJson.ReadFile("/nonexistent/receipt.json")).Kind);

    [Fact]
    public void A_file_that_is_too_large_is_not_read()
    {
        using var folder = new TempDirectory();
        using (var file = File.Create(folder["receipt.json"]))
            file.SetLength(ReceiptJson.LargestSize + 1);

        Assert.Contains("larger than 4 MiB", Assert.Throws<PlimsollException>(() => ReceiptJson.ReadFile(folder["receipt.json"])).Message, StringComparison.Ordinal);
    }

    private static JsonObject Node() => JsonNode.Parse(SampleReceipts.Create().ToJson())!.AsObject();

    private static ImageReceipt Parse(JsonObject json) => ReceiptJson.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()), "some.json");
}

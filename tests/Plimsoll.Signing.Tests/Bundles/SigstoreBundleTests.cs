using System.Text;
using System.Text.Json.Nodes;
using Plimsoll.Oci.Images;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Documents;
using Plimsoll.Testing;

namespace Plimsoll.Signing.Tests.Bundles;

public class SigstoreBundleTests
{
    private const string Envelope = """{"payload":"e30=","payloadType":"application/vnd.in-toto+json","signatures":[{"sig":"AQI="}]}""";

    private const string Entry = """{"logIndex":"17","logId":{"keyId":"AQI="},"kindVersion":{"kind":"dsse","version":"0.0.1"},"integratedTime":"1735689600","inclusionPromise":{"signedEntryTimestamp":"Aw=="},"inclusionProof":{"logIndex":"3","rootHash":"BA==","treeSize":"9","hashes":["BQ==","Bg=="],"checkpoint":{"envelope":"rekor.example\n9\nBA==\n\n— rekor.example abc\n"}},"canonicalizedBody":"e30="}""";

    private static readonly string Full = $$$"""{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","verificationMaterial":{"certificate":{"rawBytes":"AQI="},"tlogEntries":[{{{Entry}}}],"timestampVerificationData":{"rfc3161Timestamps":[{"signedTimestamp":"Bw=="}]}},"dsseEnvelope":{{{Envelope}}}}""";

    [Fact]
    public void Every_field_is_read_and_written_again()
    {
        var bundle = Parse(Full);

        var entry = Assert.Single(bundle.VerificationMaterial.TlogEntries!);
        Assert.Equal((17, 1735689600), (entry.LogIndex, entry.IntegratedTime));
        Assert.Equal((3, 9, 2), (entry.InclusionProof!.LogIndex, entry.InclusionProof.TreeSize, entry.InclusionProof.Hashes!.Count));
        Assert.StartsWith("rekor.example\n9\n", entry.InclusionProof.Checkpoint!.Envelope, StringComparison.Ordinal);
        Assert.Equal([7], Assert.Single(bundle.VerificationMaterial.TimestampVerificationData!.Rfc3161Timestamps!).Bytes.ToArray());
        Assert.Equal([1, 2], bundle.VerificationMaterial.Certificate!.RawBytes.ToArray());
        Assert.Equal(Full, Encoding.UTF8.GetString(bundle.Serialize()));
    }

    [Fact]
    public void Numbers_may_be_numbers_and_what_protobuf_leaves_out_is_zero()
    {
        var entry = Assert.Single(Parse(Full.Replace("\"logIndex\":\"17\",", "", StringComparison.Ordinal).Replace("\"9\"", "9", StringComparison.Ordinal)).VerificationMaterial.TlogEntries!);

        Assert.Equal((0, 9), (entry.LogIndex, entry.InclusionProof!.TreeSize));
    }

    [Theory]
    [InlineData("application/vnd.dev.sigstore.bundle+json;version=0.1")]
    [InlineData("application/vnd.dev.sigstore.bundle+json;version=0.2")]
    [InlineData("application/vnd.dev.sigstore.bundle+json;version=0.3")]
    public void Earlier_versions_are_read_with_their_chains(string mediaType)
    {
        var bundle = Parse(Full
            .Replace("application/vnd.dev.sigstore.bundle.v0.3+json", mediaType, StringComparison.Ordinal)
            .Replace("\"certificate\":{\"rawBytes\":\"AQI=\"}", "\"x509CertificateChain\":{\"certificates\":[{\"rawBytes\":\"AQI=\"},{\"rawBytes\":\"Aw==\"}]}", StringComparison.Ordinal));

        Assert.Equal(2, bundle.VerificationMaterial.X509CertificateChain!.Certificates.Count);
    }

    [Fact]
    public void Only_the_first_version_has_a_promise_in_place_of_a_proof()
    {
        var promised = Full.Replace(Full[Full.IndexOf(",\"inclusionProof\"", StringComparison.Ordinal)..Full.IndexOf(",\"canonicalizedBody\"", StringComparison.Ordinal)], "", StringComparison.Ordinal);

        Assert.Contains("inclusionProof is missing", Assert.Throws<MalformedException>(() => Parse(promised)).Message);
        Parse(promised.Replace(".v0.3+json", "+json;version=0.1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(".v0.3+json", ".v0.2+json", "its media type is")]
    [InlineData(".v0.3+json", ".v0.4+json", "its media type is")]
    [InlineData("\"certificate\"", "\"publicKey\":{},\"certificate\"", "exactly one of publicKey")]
    [InlineData("\"certificate\":{\"rawBytes\":\"AQI=\"},", "", "exactly one of publicKey")]
    [InlineData("\"certificate\"", "\"x509CertificateChain\":{\"certificates\":[]},\"xcertificate\"", "$.verificationMaterial.xcertificate is not known")]
    [InlineData("\"dsseEnvelope\"", "\"messageSignature\":{\"messageDigest\":{\"algorithm\":\"SHA2_256\",\"digest\":\"AQ==\"},\"signature\":\"AQ==\"},\"dsseEnvelope\"", "either a dsseEnvelope or a messageSignature")]
    [InlineData("\"dsseEnvelope\":", "\"DsseEnvelope\":", "$.DsseEnvelope is not known")]
    [InlineData("\"logId\":{\"keyId\":\"AQI=\"},", "", "must have a logId")]
    [InlineData("\"17\"", "\"-17\"", "negative")]
    [InlineData("\"17\"", "\"x\"", "$.verificationMaterial.tlogEntries[0].logIndex is not valid")]
    [InlineData("\"AQI=\"}]", "\"\"}]", "$.dsseEnvelope.signatures")]
    [InlineData("\"tlogEntries\":[", "\"tlogEntries\":[null,", "tlogEntries")]
    [InlineData("[{\"signedTimestamp\"", "[null,{\"signedTimestamp\"", "rfc3161Timestamps")]
    public void What_contradicts_the_form_is_refused_with_its_place(string original, string replacement, string reason)
    {
        var text = Full.Replace(original, replacement, StringComparison.Ordinal);
        Assert.NotEqual(Full, text);

        Assert.Contains(reason, Assert.Throws<MalformedException>(() => Parse(text)).Message);
    }

    [Fact]
    public async Task A_signed_image_is_attached_as_cosign_attaches_it()
    {
        var image = SmallImage.Create().Manifest.Descriptor;

        var bundle = await BundleSigner.SignImageAsync(image.Digest, TestKeys.Signer, CancellationToken.None);
        var artifact = BundleArtifact.Create(bundle, image, new DateTimeOffset(2026, 5, 19, 8, 30, 0, TimeSpan.Zero));

        var statement = JsonNode.Parse(bundle.DsseEnvelope!.Payload.Span)!;
        Assert.Equal($$$$"""{"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":"{{{{image.Digest.Hex}}}}"}}],"predicateType":"https://sigstore.dev/cosign/sign/v1","predicate":{}}""", statement.ToJsonString());
        Assert.Equal(["mediaType", "verificationMaterial", "dsseEnvelope"], JsonNode.Parse(bundle.Serialize())!.AsObject().Select(member => member.Key));
        Assert.Equal(TestKeys.Signer.PublicKey.Hint, bundle.VerificationMaterial.PublicKey!.Hint);

        var blob = artifact.Blobs[^1];
        var expected = $$$$"""
            {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","artifactType":"application/vnd.dev.sigstore.bundle.v0.3+json",
             "config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","size":2},
             "layers":[{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","digest":"{{{{Digest.Sha256(bundle.Serialize())}}}}","size":{{{{bundle.Serialize().Length}}}},
               "annotations":{"org.opencontainers.image.title":"sha256-{{{{blob.Descriptor.Digest.Hex}}}}.sigstore.json"}}],
             "subject":{"mediaType":"{{{{image.MediaType}}}}","digest":"{{{{image.Digest}}}}","size":{{{{image.Size}}}}},
             "annotations":{"dev.sigstore.bundle.content":"dsse-envelope","dev.sigstore.bundle.predicateType":"https://sigstore.dev/cosign/sign/v1","org.opencontainers.image.created":"2026-05-19T08:30:00Z"}}
            """;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(artifact.Manifest.Bytes.Span)), Encoding.UTF8.GetString(artifact.Manifest.Bytes.Span));
        Assert.Equal(bundle.Serialize(), blob.Content.ToArray());
    }

    private static SigstoreBundle Parse(string json) => SigstoreBundle.Parse(Encoding.UTF8.GetBytes(json));
}

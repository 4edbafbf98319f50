using System.Text;
using System.Text.Json.Nodes;
using Plimsoll.Oci;
using Plimsoll.Signing.Documents;
using Plimsoll.Signing.Keyless.TrustRoots;
using Plimsoll.Testing;
using Plimsoll.Testing.Sigstore;

namespace Plimsoll.Signing.Tests.Keyless.TrustRoots;

public class TrustRootTests
{
    private static readonly SigstoreWorld World = new();

    [Fact]
    public void A_trust_root_lists_whom_to_believe()
    {
        var root = Assert.Single(TrustRoot.ParseAll(World.SerializeTrustRoot()));

        Assert.Equal(["rekor.test", "log2026-1.rekor.test"], root.Logs.Select(log => log.Host));
        Assert.True(root.Logs[1].Is(World.TiledLog.Id));
        Assert.Equal(["https://ctfe.test/2026"], root.CertificateLogs.Select(log => log.ToString()));
        Assert.Equal([World.Authority.Intermediate.RawData, World.Authority.Root.RawData], Assert.Single(root.CertificateAuthorities).Chain.Select(certificate => certificate.RawData));
        Assert.Equal("https://tsa.test/api/v1/timestamp", Assert.Single(root.TimestampAuthorities).ToString());
        Assert.Equal("since 2025-03-01T12:00:00Z", root.CertificateAuthorities[0].ValidFor.ToString());
    }

    /// <summary>New members, keys of a new kind and hashes of one do not take the rest away.</summary>
    [Fact]
    public void What_is_not_known_yet_is_passed_over()
    {
        var json = World.CreateTrustRoot();
        json["mediaType"] = "application/vnd.dev.sigstore.trustedroot.v0.2+json";
        json["tlogs"]![0]!["operator"] = "acme.test";
        json["tlogs"]![1]!["checkpointKeyId"] = new JsonObject { ["keyId"] = "q80=" };
        json["tlogs"]![0]!["publicKey"]!["rawBytes"] = "q80=";
        json["ctlogs"]![0]!["hashAlgorithm"] = "SHA3_256";

        var root = Parse(json);

        Assert.Equal([null, true], root.Logs.Select(log => log.Key?.IsNamedByOrigin));
        Assert.True(root.Logs[1].Is([0xab, 0xcd]));
        Assert.Null(root.CertificateLogs[0].Key);
    }

    [Fact]
    public void What_is_not_a_trust_root_is_refused_with_its_place()
    {
        AssertRefused("its media type is 'x'", root => root["mediaType"] = "x");
        AssertRefused("$.certificateAuthorities names no authority", root => root["certificateAuthorities"] = new JsonArray());
        AssertRefused("$.tlogs[0].publicKey.validFor is missing", root => root["tlogs"]![0]!["publicKey"]!.AsObject().Remove("validFor"));
        AssertRefused("$.tlogs[0].publicKey.validFor.start is missing", root => root["tlogs"]![0]!["publicKey"]!["validFor"]!.AsObject().Remove("start"));
        AssertRefused("$.ctlogs[0].publicKey is missing", root => root["ctlogs"]![0]!.AsObject().Remove("publicKey"));
        AssertRefused("$.timestampAuthorities[0].validFor.start is not a time", root => root["timestampAuthorities"]![0]!["validFor"]!["start"] = "yesterday");
        AssertRefused("$.certificateAuthorities[0].certChain.certificates[1].rawBytes is not a certificate in DER", root => root["certificateAuthorities"]![0]!["certChain"]!["certificates"]![1]!["rawBytes"] = "q80=");
        AssertRefused("$.certificateAuthorities[0].certChain has no certificates", root => root["certificateAuthorities"]![0]!["certChain"]!["certificates"] = new JsonArray());
        AssertRefused("$.tlogs[0].logId.keyId is not base64", root => root["tlogs"]![0]!["logId"]!["keyId"] = "q80");
        AssertRefused("$.tlogs has more than 256 entries", root => root["tlogs"] = new JsonArray([.. Enumerable.Range(0, 257).Select(_ => (JsonNode)new JsonObject())]));
        AssertRefused("the member 'TLogs' at $ is 'tlogs' to some readers", root => root["TLogs"] = new JsonArray());
    }

    [Fact]
    public void A_file_has_one_or_one_on_each_line()
    {
        using var folder = new TempDirectory();
        var line = World.CreateTrustRoot().ToJsonString();
        folder.Write("one.json", World.CreateTrustRoot().ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true }));
        folder.Write("two.jsonl", $"{line}\n\n{line}\n");
        folder.Write("bad.jsonl", $"{line}\n{{}}\n");

        Assert.Single(TrustRoot.ReadFile(folder["one.json"]));
        Assert.Equal(2, TrustRoot.ReadFile(folder["two.jsonl"]).Count);
        var bad = Assert.Throws<PlimsollException>(() => TrustRoot.ReadFile(folder["bad.jsonl"]));
        Assert.Contains("bad.jsonl, line 2, is not valid: the value at $.mediaType is missing", bad.Message, StringComparison.Ordinal);
        var missing = Assert.Throws<PlimsollException>(() => TrustRoot.ReadFile(folder["none.json"]));
        Assert.Equal(ErrorKind.Usage, missing.Kind);
        Assert.Contains("gh attestation trusted-root", missing.Advice, StringComparison.Ordinal);
    }

    private static void AssertRefused(string message, Action<JsonObject> change)
    {
        var json = World.CreateTrustRoot();
        change(json);

        var exception = Assert.Throws<MalformedException>(() => Parse(json));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private static TrustRoot Parse(JsonObject json) => Assert.Single(TrustRoot.ParseAll(Encoding.UTF8.GetBytes(json.ToJsonString())));
}

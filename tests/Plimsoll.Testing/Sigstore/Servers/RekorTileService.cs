using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Envelopes;

namespace Plimsoll.Testing.Sigstore.Servers;

/// <summary>Rekor's second API: adds signatures that it verified, and answers in protobuf's JSON.</summary>
/// <param name="world">The log.</param>
/// <param name="time">The clock.</param>
internal sealed class RekorTileService(SigstoreWorld world, TimeProvider time)
{
    private const string Version = "0.0.2";

    /// <summary>Answers.</summary>
    public SigstoreAnswer Answer(SigstoreRequest request)
    {
        if (request is not { Method: "POST", Path: "/api/v2/log/entries" })
            return SigstoreAnswer.Refuse(HttpStatusCode.NotFound, "Not Found");

        var added = request.Json["dsseRequestV002"] is { } envelope ? AddEnvelope(envelope) : request.Json["hashedRekordRequestV002"] is { } hash ? AddHash(hash) : null;
        return added is null ? SigstoreAnswer.Refuse(HttpStatusCode.BadRequest, "invalid request: verifying signature") : SigstoreAnswer.Of(Describe(added), HttpStatusCode.Created);
    }

    private TransparencyLogEntry? AddEnvelope(JsonNode request)
    {
        var envelope = DsseEnvelope.Parse(Encoding.UTF8.GetBytes(request["envelope"]!.ToJsonString()));
        var certificate = Certificate(request["verifiers"]!.AsArray().Single()!);
        return TestSignatures.Verify(certificate, SHA256.HashData(envelope.SignedBytes.Span), envelope.Signatures.Single().Sig)
            ? world.TiledLog.Add("dsse", Version, TestEntries.Dsse002(envelope, certificate), time.GetUtcNow())
            : null;
    }

    private TransparencyLogEntry? AddHash(JsonNode request)
    {
        var (hash, signature) = (Convert.FromBase64String((string)request["digest"]!), Convert.FromBase64String((string)request["signature"]!["content"]!));
        var certificate = Certificate(request["signature"]!["verifier"]!);
        return TestSignatures.Verify(certificate, hash, signature) ? world.TiledLog.Add("hashedrekord", Version, TestEntries.HashedRekord002(hash, signature, certificate), time.GetUtcNow()) : null;
    }

    private static byte[] Certificate(JsonNode verifier) => (string?)verifier["keyDetails"] == "PKIX_ECDSA_P256_SHA_256"
        ? Convert.FromBase64String((string)verifier["x509Certificate"]!["rawBytes"]!)
        : throw new FormatException("The verifier has no algorithm.");

    private static JsonObject Describe(TransparencyLogEntry entry)
    {
        var proof = entry.InclusionProof!;
        return new JsonObject
        {
            ["logIndex"] = Text(entry.LogIndex),
            ["logId"] = new JsonObject { ["keyId"] = Convert.ToBase64String(entry.LogId!.KeyId.Span) },
            ["kindVersion"] = new JsonObject { ["kind"] = entry.KindVersion!.Kind, ["version"] = entry.KindVersion.Version },
            ["integratedTime"] = "0",
            ["inclusionPromise"] = null,
            ["inclusionProof"] = new JsonObject
            {
                ["logIndex"] = Text(proof.LogIndex),
                ["rootHash"] = Convert.ToBase64String(proof.RootHash.Span),
                ["treeSize"] = Text(proof.TreeSize),
                ["hashes"] = new JsonArray([.. proof.Hashes!.Select(hash => JsonValue.Create(Convert.ToBase64String(hash.Span)))]),
                ["checkpoint"] = new JsonObject { ["envelope"] = proof.Checkpoint!.Envelope },
            },
            ["canonicalizedBody"] = Convert.ToBase64String(entry.CanonicalizedBody.Span),
        };
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

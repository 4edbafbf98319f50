using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Envelopes;

namespace Plimsoll.Testing.Sigstore.Servers;

/// <summary>Rekor's first API: adds signatures that it verified, each once.</summary>
/// <param name="world">The log.</param>
/// <param name="time">The clock.</param>
internal sealed class RekorService(SigstoreWorld world, TimeProvider time)
{
    private const string Entries = "/api/v1/log/entries";

    private readonly Dictionary<string, JsonObject> _entries = [];

    /// <summary>Answers.</summary>
    public SigstoreAnswer Answer(SigstoreRequest request)
    {
        if (request.Method == "GET" && request.Path.StartsWith($"{Entries}/", StringComparison.Ordinal) && _entries.TryGetValue(request.Path[(Entries.Length + 1)..], out var known))
            return SigstoreAnswer.Of(known);
        if (request is not { Method: "POST", Path: Entries } || (string?)request.Json["apiVersion"] != "0.0.1")
            return SigstoreAnswer.Refuse(HttpStatusCode.NotFound, "Not Found");

        var (kind, spec) = ((string)request.Json["kind"]!, request.Json["spec"]!);
        var body = kind switch
        {
            "dsse" => ReadEnvelope(spec["proposedContent"]!),
            "hashedrekord" => ReadHash(spec),
            _ => null,
        };
        if (body is null)
            return SigstoreAnswer.Refuse(HttpStatusCode.BadRequest, "error processing entry: verifying signature");

        var id = Convert.ToHexStringLower(SHA256.HashData([0, .. body]));
        if (_entries.ContainsKey(id))
            return SigstoreAnswer.Refuse(HttpStatusCode.Conflict, $"an equivalent entry already exists in the transparency log with UUID {id}", $"/rekor{Entries}/{id}");

        _entries[id] = new JsonObject { [id] = Describe(world.Log.Add(kind, "0.0.1", body, time.GetUtcNow())) };
        return SigstoreAnswer.Of(_entries[id], HttpStatusCode.Created) with { Location = $"/rekor{Entries}/{id}" };
    }

    private static byte[]? ReadEnvelope(JsonNode content)
    {
        var envelope = DsseEnvelope.Parse(Encoding.UTF8.GetBytes((string)content["envelope"]!));
        var pem = Pem(content["verifiers"]!.AsArray().Single()!);
        return TestSignatures.Verify(Certificate(pem), SHA256.HashData(envelope.SignedBytes.Span), envelope.Signatures.Single().Sig) ? TestEntries.Dsse001(envelope, pem) : null;
    }

    private static byte[]? ReadHash(JsonNode spec)
    {
        var hash = Convert.FromHexString((string)spec["data"]!["hash"]!["value"]!);
        var signature = Convert.FromBase64String((string)spec["signature"]!["content"]!);
        var pem = Pem(spec["signature"]!["publicKey"]!["content"]!);
        return (string?)spec["data"]!["hash"]!["algorithm"] == "sha256" && TestSignatures.Verify(Certificate(pem), hash, signature) ? TestEntries.HashedRekord001(hash, signature, pem) : null;
    }

    private static string Pem(JsonNode base64) => Encoding.ASCII.GetString(Convert.FromBase64String((string)base64!));

    private static byte[] Certificate(string pem)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        return certificate.RawData;
    }

    private static JsonObject Describe(TransparencyLogEntry entry)
    {
        var proof = entry.InclusionProof!;
        return new JsonObject
        {
            ["body"] = Convert.ToBase64String(entry.CanonicalizedBody.Span),
            ["integratedTime"] = entry.IntegratedTime,
            ["logID"] = Convert.ToHexStringLower(entry.LogId!.KeyId.Span),
            ["logIndex"] = entry.LogIndex,
            ["attestation"] = new JsonObject(),
            ["verification"] = new JsonObject
            {
                ["inclusionProof"] = new JsonObject
                {
                    ["checkpoint"] = proof.Checkpoint!.Envelope,
                    ["hashes"] = new JsonArray([.. proof.Hashes!.Select(hash => JsonValue.Create(Convert.ToHexStringLower(hash.Span)))]),
                    ["logIndex"] = proof.LogIndex,
                    ["rootHash"] = Convert.ToHexStringLower(proof.RootHash.Span),
                    ["treeSize"] = proof.TreeSize,
                },
                ["signedEntryTimestamp"] = Convert.ToBase64String(entry.InclusionPromise!.SignedEntryTimestamp.Span),
            },
        };
    }
}

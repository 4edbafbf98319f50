using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Oci;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Keyless.Signing.Services;

namespace Plimsoll.Signing.Keyless.Signing.Rekor;

/// <summary>A log with Rekor's first API, which tells the time of an entry itself.</summary>
/// <param name="address">Where it is.</param>
/// <param name="http">The requests.</param>
internal sealed class RekorLog(Uri address, ServiceHttp http) : ITransparencyLog
{
    private const string Action = "add an entry to the transparency log";
    private const string Version = "0.0.1";

    /// <inheritdoc/>
    public async Task<TransparencyLogEntry> AddAsync(SigstoreBundle bundle, CancellationToken cancellationToken)
    {
        var content = SignedContent.Of(bundle, bundle.VerificationMaterial.LeafCertificate!.Value);
        var answer = await http.SendAsync(
            new ServiceRequest(Action, HttpMethod.Post, ServiceAddress.At(address, "api/v1/log/entries")) { Body = Propose(content), AlsoAnswers = HttpStatusCode.Conflict },
            cancellationToken);

        // An attempt before this one, whose answer was lost, has added it.
        if (answer.Status == HttpStatusCode.Conflict)
            answer = await http.SendAsync(
                new ServiceRequest(Action, HttpMethod.Get, answer.Location ?? throw answer.Failure("it has the entry already, and does not say where")),
                cancellationToken);

        var entry = Read(answer, answer.Read(KeylessJson.Default.DictionaryStringRekorEntry));
        return AnsweredEntry.FindFault(entry, content) is { } fault ? throw answer.Failure(fault) : entry;
    }

    private static byte[] Propose(SignedContent content)
    {
        var certificate = Convert.ToBase64String(Encoding.ASCII.GetBytes(PemEncoding.WriteString("CERTIFICATE", content.Certificate.Span) + "\n"));
        var (kind, spec) = content.Envelope is { } envelope
            ? (AnsweredEntry.Envelope, new JsonObject
            {
                ["proposedContent"] = new JsonObject { ["envelope"] = Encoding.UTF8.GetString(envelope.Serialize()), ["verifiers"] = new JsonArray(JsonValue.Create(certificate)) },
            })
            : (AnsweredEntry.Hash, new JsonObject
            {
                ["data"] = new JsonObject { ["hash"] = new JsonObject { ["algorithm"] = "sha256", ["value"] = Convert.ToHexStringLower(content.Hash.Span) } },
                ["signature"] = new JsonObject { ["content"] = Convert.ToBase64String(content.Signature.Span), ["publicKey"] = new JsonObject { ["content"] = certificate } },
            });
        return Encoding.UTF8.GetBytes(new JsonObject { ["apiVersion"] = Version, ["kind"] = kind, ["spec"] = spec }.ToJsonString());
    }

    private static TransparencyLogEntry Read(ServiceAnswer answer, Dictionary<string, RekorEntry> entries)
    {
        if (entries.Count != 1)
            throw answer.Failure($"the response has {entries.Count} entries instead of one");

        var entry = entries.Values.First() ?? throw answer.Failure("the response has no entry");
        var proof = entry.Verification.InclusionProof;
        try
        {
            return new TransparencyLogEntry(
                entry.LogIndex,
                new LogId(Convert.FromHexString(entry.LogID)),
                ReadKind(entry.Body),
                entry.IntegratedTime,
                new InclusionPromise(entry.Verification.SignedEntryTimestamp),
                new InclusionProof(proof.LogIndex, Convert.FromHexString(proof.RootHash), proof.TreeSize, [.. proof.Hashes.Select(hash => new ReadOnlyMemory<byte>(Convert.FromHexString(hash)))], new Checkpoint(proof.Checkpoint)),
                entry.Body);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentNullException || JsonErrorText.IsMalformed(exception))
        {
            throw answer.Failure("the response has hashes or a body that cannot be decoded");
        }
    }

    private static KindVersion? ReadKind(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        return Text("kind") is { } kind && Text("apiVersion") is { } version ? new KindVersion(kind, version) : null;

        string? Text(string name) => document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}

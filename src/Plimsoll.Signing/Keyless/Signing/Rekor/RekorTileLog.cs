using System.Text;
using System.Text.Json.Nodes;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Keyless.Signing.Services;

namespace Plimsoll.Signing.Keyless.Signing.Rekor;

/// <summary>A log with Rekor's second API, which keeps its tree in tiles. It does not tell when it got an entry: a timestamp authority does.</summary>
/// <param name="address">Where it is.</param>
/// <param name="http">The requests.</param>
internal sealed class RekorTileLog(Uri address, ServiceHttp http) : ITransparencyLog
{
    private const string Action = "add an entry to the transparency log";

    /// <inheritdoc/>
    public async Task<TransparencyLogEntry> AddAsync(SigstoreBundle bundle, CancellationToken cancellationToken)
    {
        var content = SignedContent.Of(bundle, bundle.VerificationMaterial.LeafCertificate!.Value);
        var answer = await http.SendAsync(new ServiceRequest(Action, HttpMethod.Post, ServiceAddress.At(address, "api/v2/log/entries")) { Body = Propose(content) }, cancellationToken);
        var entry = answer.Read(KeylessJson.Default.TransparencyLogEntry);
        return AnsweredEntry.FindFault(entry, content) is { } fault ? throw answer.Failure(fault) : entry;
    }

    private static byte[] Propose(SignedContent content)
    {
        var verifier = new JsonObject
        {
            ["x509Certificate"] = new JsonObject { ["rawBytes"] = Convert.ToBase64String(content.Certificate.Span) },
            ["keyDetails"] = "PKIX_ECDSA_P256_SHA_256",
        };
        var request = content.Envelope is { } envelope
            ? new JsonObject
            {
                ["dsseRequestV002"] = new JsonObject { ["envelope"] = JsonNode.Parse(envelope.Serialize()), ["verifiers"] = new JsonArray(verifier) },
            }
            : new JsonObject
            {
                ["hashedRekordRequestV002"] = new JsonObject
                {
                    ["digest"] = Convert.ToBase64String(content.Hash.Span),
                    ["signature"] = new JsonObject { ["content"] = Convert.ToBase64String(content.Signature.Span), ["verifier"] = verifier },
                },
            };
        return Encoding.UTF8.GetBytes(request.ToJsonString());
    }
}

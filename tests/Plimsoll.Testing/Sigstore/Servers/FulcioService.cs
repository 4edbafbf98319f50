using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Plimsoll.Testing.Sigstore.Servers;

/// <summary>Fulcio's API v2: certifies the key of a signing request for a token.</summary>
/// <param name="world">The authority.</param>
/// <param name="issuer">Whose tokens count.</param>
/// <param name="time">The clock.</param>
internal sealed class FulcioService(SigstoreWorld world, TestTokenIssuer issuer, TimeProvider time)
{
    /// <summary>Answers.</summary>
    public SigstoreAnswer Answer(SigstoreRequest request)
    {
        if (request is not { Method: "POST", Path: "/api/v2/signingCert" })
            return SigstoreAnswer.Refuse(HttpStatusCode.NotFound, "Not Found");
        if (!issuer.Accepts((string)request.Json["credentials"]!["oidcIdentityToken"]!, time.GetUtcNow()))
            return SigstoreAnswer.Refuse(HttpStatusCode.BadRequest, "There was an error processing the identity token");

        try
        {
            var pem = Encoding.ASCII.GetString(Convert.FromBase64String((string)request.Json["certificateSigningRequest"]!));
            var asked = CertificateRequest.LoadSigningRequestPem(pem, HashAlgorithmName.SHA256);
            return Certify(asked.PublicKey);
        }
        catch (CryptographicException)
        {
            return SigstoreAnswer.Refuse(HttpStatusCode.BadRequest, "The signature supplied in the request could not be verified");
        }
    }

    /// <summary>The answer with a certificate of a key.</summary>
    public SigstoreAnswer Certify(PublicKey key)
    {
        var leaf = world.Authority.Issue(TestIdentity.Workflow, key.GetECDsaPublicKey(), time.GetUtcNow(), SigstoreWorld.Lifetime, world.CertificateLog);
        var chain = new JsonArray([.. world.Authority.Chain.Prepend(leaf.Certificate).Select(one => JsonValue.Create(one.ExportCertificatePem() + "\n"))]);
        return SigstoreAnswer.Of(new JsonObject { ["signedCertificateEmbeddedSct"] = new JsonObject { ["chain"] = new JsonObject { ["certificates"] = chain } } });
    }
}

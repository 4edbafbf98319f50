using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Plimsoll.Oci;
using Plimsoll.Signing.Keyless.Signing.Identity;
using Plimsoll.Signing.Keyless.Signing.Services;

namespace Plimsoll.Signing.Keyless.Signing.Fulcio;

/// <summary>A certificate authority that certifies who has a key by a token (Fulcio, API v2).</summary>
/// <param name="address">Where it is.</param>
/// <param name="http">The requests.</param>
/// <param name="time">The clock.</param>
internal sealed class FulcioClient(Uri address, ServiceHttp http, TimeProvider time)
{
    private const string Action = "get a certificate to sign with";

    /// <summary>Gets a certificate for a key that is made for it and kept in memory only.</summary>
    /// <exception cref="PlimsollException">The authority refuses the token (exit code 4), fails, or certifies something else (7).</exception>
    public async Task<SigningIdentity> CertifyAsync(IdentityToken token, CancellationToken cancellationToken)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        try
        {
            return new SigningIdentity(key, await CertifyAsync(key, token, cancellationToken), time.GetUtcNow());
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    private async Task<X509Certificate2> CertifyAsync(ECDsa key, IdentityToken token, CancellationToken cancellationToken)
    {
        http.Hide(address, token.Value);
        http.Hide(address, token.Value[(token.Value.LastIndexOf('.') + 1)..]);
        var answer = await http.SendAsync(
            new ServiceRequest(Action, HttpMethod.Post, ServiceAddress.At(address, "api/v2/signingCert"))
            {
                Body = CreateRequest(key, token),
                Explain = status => status is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? (ErrorKind.Authentication, token.Explain(time.GetUtcNow())) : null,
            },
            cancellationToken);
        var answered = answer.Read(KeylessJson.Default.FulcioAnswer);
        var chain = (answered.SignedCertificateEmbeddedSct ?? answered.SignedCertificateDetachedSct)?.Chain.Certificates;
        return chain is [var leaf, ..] ? Read(leaf, key, answer.Failure) : throw answer.Failure("the response has no certificate");
    }

    /// <summary>
    /// The signing request proves that the key is ours. Proofs by signing the token's subject depend on which claim of the token an
    /// authority takes for that.
    /// </summary>
    private static byte[] CreateRequest(ECDsa key, IdentityToken token) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["credentials"] = new JsonObject { ["oidcIdentityToken"] = token.Value },
        ["certificateSigningRequest"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(new CertificateRequest(new X500DistinguishedName(""), key, HashAlgorithmName.SHA256).CreateSigningRequestPem())),
    }.ToJsonString());

    private static X509Certificate2 Read(string pem, ECDsa key, Func<string, PlimsollException> failure)
    {
        X509Certificate2 certificate;
        try
        {
            certificate = X509Certificate2.CreateFromPem(pem);
        }
        catch (CryptographicException)
        {
            throw failure("the response has a certificate that cannot be decoded");
        }

        if (certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo()))
            return certificate;
        certificate.Dispose();
        throw failure("the certificate is of another key than the one that was sent");
    }
}

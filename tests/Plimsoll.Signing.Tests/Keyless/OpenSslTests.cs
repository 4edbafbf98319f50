using System.Globalization;
using System.Text;
using Plimsoll.Signing.Envelopes;
using Plimsoll.Testing;
using Plimsoll.Testing.Sigstore;

namespace Plimsoll.Signing.Tests.Keyless;

/// <summary>What <c>openssl</c> says of the same certificates, signatures and timestamps, so that not only .NET judges them.</summary>
public sealed class OpenSslTests : KeylessTests, IDisposable
{
    private static readonly string At = SigstoreWorld.IssuedAt.AddMinutes(2).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private readonly TempDirectory _folder = new();

    [Fact]
    public void Openssl_agrees_on_certificate_signature_and_time()
    {
        var leaf = World.Issue();
        var bundle = World.Sign(Statement, new SignatureForm { IsTiled = true }, leaf);
        Write("root.pem", World.Authority.Root.ExportCertificatePem());
        Write("intermediate.pem", World.Authority.Intermediate.ExportCertificatePem());
        Write("leaf.pem", leaf.Pem);
        Write("leaf.pub", leaf.Key.ExportSubjectPublicKeyInfoPem());
        Write("tsa-root.pem", World.TimestampAuthority.Root.ExportCertificatePem());
        Write("tsa.pem", World.TimestampAuthority.Certificate.ExportCertificatePem());
        Write("signature", SignatureOf(bundle));
        Write("timestamp.tsr", bundle.VerificationMaterial.TimestampVerificationData!.Rfc3161Timestamps![0].Bytes.ToArray());

        Assert.Contains("leaf.pem: OK", OpenSsl.Run(_folder.Path, $"verify -attime {At} -CAfile root.pem -untrusted intermediate.pem leaf.pem"), StringComparison.Ordinal);
        Assert.True(OpenSsl.Verifies(_folder.Path, "leaf.pub", PreAuthenticationEncoding.Encode(bundle.DsseEnvelope!.PayloadType, bundle.DsseEnvelope.Payload.Span), SignatureOf(bundle)));
        OpenSsl.Run(_folder.Path, $"ts -verify -attime {At} -data signature -in timestamp.tsr -CAfile tsa-root.pem -untrusted tsa.pem");
        AssertValid(bundle);

        // Not an hour later, and not of other data.
        Assert.ThrowsAny<InvalidOperationException>(() => OpenSsl.Run(_folder.Path, $"verify -attime {SigstoreWorld.IssuedAt.AddHours(1).ToUnixTimeSeconds()} -CAfile root.pem -untrusted intermediate.pem leaf.pem"));
        Assert.ThrowsAny<InvalidOperationException>(() => OpenSsl.Run(_folder.Path, $"ts -verify -attime {At} -data leaf.pem -in timestamp.tsr -CAfile tsa-root.pem -untrusted tsa.pem"));
    }

    [Fact]
    public void Openssl_agrees_on_a_checkpoint_by_ed25519()
    {
        var bundle = World.Sign(Image, new SignatureForm { IsTiled = true });
        var checkpoint = bundle.VerificationMaterial.TlogEntries![0].InclusionProof!.Checkpoint!.Envelope;
        Write("log.der", World.TiledLog.Key.Der);
        Write("note", checkpoint[..(checkpoint.IndexOf("\n\n", StringComparison.Ordinal) + 1)]);
        Write("signature", Convert.FromBase64String(checkpoint.TrimEnd('\n').Split(' ')[^1])[4..]);

        Assert.Contains("Signature Verified Successfully", OpenSsl.Run(_folder.Path, "pkeyutl -verify -pubin -keyform DER -inkey log.der -rawin -in note -sigfile signature"), StringComparison.Ordinal);
        AssertValid(bundle);
    }

    /// <summary>The request of <c>openssl ts</c>, answered and verified.</summary>
    [Fact]
    public void The_authority_of_these_tests_answers_openssl()
    {
        Write("data", "hello");
        Write("tsa-root.pem", World.TimestampAuthority.Root.ExportCertificatePem());
        OpenSsl.Run(_folder.Path, "ts -query -data data -sha256 -cert -out request.tsq");

        Write("timestamp.tsr", World.TimestampAuthority.Respond(File.ReadAllBytes(_folder["request.tsq"]), SigstoreWorld.IssuedAt));

        OpenSsl.Run(_folder.Path, $"ts -verify -attime {At} -queryfile request.tsq -in timestamp.tsr -CAfile tsa-root.pem");
    }

    public void Dispose() => _folder.Dispose();

    private void Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    private void Write(string name, byte[] bytes) => File.WriteAllBytes(Path.Combine(_folder.Path, name), bytes);
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Plimsoll.Testing.Sigstore;

/// <summary>An authority as Fulcio is: a root, an intermediate, certificates of minutes with the promise of a log in them.</summary>
internal sealed class TestCertificateAuthority
{
    private const string CodeSigning = "1.3.6.1.5.5.7.3.3";

    private readonly ECDsa _rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP384);
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP384);

    /// <summary>Makes it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="notBefore">Since when its certificates are valid.</param>
    /// <param name="notAfter">Until when.</param>
    public TestCertificateAuthority(string name, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        var root = new CertificateRequest($"CN={name}, O={name}.test", _rootKey, HashAlgorithmName.SHA384);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 1, critical: true));
        root.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        root.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(root.PublicKey, critical: false));
        Root = root.Create(root.SubjectName, X509SignatureGenerator.CreateForECDsa(_rootKey), notBefore, notAfter, NewSerial());

        var intermediate = new CertificateRequest($"CN={name}-intermediate, O={name}.test", _key, HashAlgorithmName.SHA384);
        intermediate.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        intermediate.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        intermediate.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(CodeSigning)], critical: false));
        intermediate.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(intermediate.PublicKey, critical: false));
        intermediate.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Root, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        Intermediate = intermediate.Create(Root.SubjectName, X509SignatureGenerator.CreateForECDsa(_rootKey), notBefore, notAfter, NewSerial());
    }

    /// <summary>The root.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>What issues certificates.</summary>
    public X509Certificate2 Intermediate { get; }

    /// <summary>What a trust root lists: the intermediate, then the root.</summary>
    public IReadOnlyList<X509Certificate2> Chain => [Intermediate, Root];

    /// <summary>Issues a certificate for a key.</summary>
    /// <param name="identity">Whom it names.</param>
    /// <param name="key">The key; <c>null</c> makes one on P-256.</param>
    /// <param name="notBefore">Since when it is valid.</param>
    /// <param name="lifetime">For how long.</param>
    /// <param name="log">The log that promises to list it; <c>null</c> leaves the promise out.</param>
    /// <param name="usage">What it is for; <c>null</c> leaves that out.</param>
    /// <param name="promisedAt">When the log promised it; <c>null</c> where that is when it begins to be valid.</param>
    public TestLeaf Issue(TestIdentity identity, ECDsa? key, DateTimeOffset notBefore, TimeSpan lifetime, TestCertificateLog? log, string? usage = CodeSigning, DateTimeOffset? promisedAt = null)
    {
        key ??= ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new TestLeaf(Certify(identity, new PublicKey(key), notBefore, lifetime, log, usage, promisedAt), key);
    }

    /// <summary>Issues a certificate for a public key.</summary>
    public X509Certificate2 Certify(TestIdentity identity, PublicKey key, DateTimeOffset notBefore, TimeSpan lifetime, TestCertificateLog? log, string? usage = CodeSigning, DateTimeOffset? promisedAt = null)
    {
        var request = new CertificateRequest(new X500DistinguishedName([0x30, 0x00]), key, HashAlgorithmName.SHA384);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        if (usage is not null)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(key, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Intermediate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        foreach (var extension in identity.ToExtensions())
            request.CertificateExtensions.Add(extension);

        var serial = NewSerial();
        X509Certificate2 Create() => request.Create(Intermediate.SubjectName, X509SignatureGenerator.CreateForECDsa(_key), notBefore, notBefore + lifetime, serial);
        if (log is null)
            return Create();

        // The log signs the certificate without the promise.
        using (var before = Create())
            request.CertificateExtensions.Add(log.Promise(before, Intermediate, promisedAt ?? notBefore));
        return Create();
    }

    /// <summary>Issues what a request says.</summary>
    public X509Certificate2 Sign(CertificateRequest request, DateTimeOffset notBefore, TimeSpan lifetime) =>
        request.Create(Intermediate.SubjectName, X509SignatureGenerator.CreateForECDsa(_key), notBefore, notBefore + lifetime, NewSerial());

    private static byte[] NewSerial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)(serial[0] & 0x3f | 0x40);
        return serial;
    }
}

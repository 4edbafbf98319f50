using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Plimsoll.Oci.Registries.Transport;

/// <summary>Trusts the system's certificate authorities and those of some files. Names and dates are always checked.</summary>
internal sealed class CertificateTrust(params IEnumerable<string> files)
{
    private readonly X509Certificate2Collection _authorities = Load(files);

    public bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var isTrusted = errors == SslPolicyErrors.None
            || (errors == SslPolicyErrors.RemoteCertificateChainErrors && _authorities.Count > 0 && certificate is X509Certificate2 leaf && IsIssuedByFile(leaf, chain));

        // Thrown, not returned: the reason would be lost.
        return isTrusted ? isTrusted : throw new CertificateRefusedException(Describe(errors, chain));
    }

    private bool IsIssuedByFile(X509Certificate2 leaf, X509Chain? sent)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (sent is not null)
            chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        return chain.Build(leaf);
    }

    private static X509Certificate2Collection Load(IEnumerable<string> files)
    {
        var authorities = new X509Certificate2Collection();
        foreach (var file in files)
            try
            {
                var before = authorities.Count;
                authorities.ImportFromPemFile(file);
                if (authorities.Count == before)
                    throw new CryptographicException("it has no certificate in PEM format.");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
            {
                throw PlimsollException.Usage($"The certificate authorities in '{file}' cannot be read: {exception.Message}", "Use a file in PEM format.", exception);
            }

        return authorities;
    }

    private static string Describe(SslPolicyErrors errors, X509Chain? chain)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            return "the server sent no certificate";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return "its certificate is for another host name";

        var reasons = chain?.ChainStatus.Select(status => status.StatusInformation.Trim().TrimEnd('.')).Distinct() ?? [];
        return $"its certificate is not trusted ({Redaction.Text(string.Join("; ", reasons))})";
    }
}

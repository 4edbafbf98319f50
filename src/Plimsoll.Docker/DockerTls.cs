using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Plimsoll.Oci;

namespace Plimsoll.Docker;

/// <summary>
/// TLS towards an engine, from files named as Docker names them: <c>ca.pem</c>, <c>cert.pem</c>, <c>key.pem</c>.
/// </summary>
internal sealed record DockerTls
{
    /// <summary>The file of the authorities that may have signed the engine's certificate; <c>null</c> for the system's.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>The file of our own certificate, or <c>null</c>.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>The file of our own key, or <c>null</c>.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The files that a folder has; <c>null</c> where it has none of them.</summary>
    public static DockerTls? FromFolder(string folder)
    {
        var files = new DockerTls { AuthorityFile = In("ca.pem"), CertificateFile = In("cert.pem"), KeyFile = In("key.pem") };
        return files == new DockerTls() ? null : files;

        string? In(string name) => Path.Combine(folder, name) is var path && File.Exists(path) ? path : null;
    }

    /// <summary>Reads the files.</summary>
    /// <exception cref="PlimsollException">A file is not readable or not a certificate (exit code 2).</exception>
    public SslClientAuthenticationOptions Load()
    {
        try
        {
            var options = new SslClientAuthenticationOptions();
            if (CertificateFile is not null && KeyFile is not null)
            {
                // Windows cannot use a key that exists only in memory; a PKCS #12 round trip gives it one that can be.
                using var pem = X509Certificate2.CreateFromPemFile(CertificateFile, KeyFile);
                options.ClientCertificates = [X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null)];
            }

            if (AuthorityFile is not null)
            {
                var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
                policy.CustomTrustStore.ImportFromPemFile(AuthorityFile);
                options.CertificateChainPolicy = policy;
            }

            return options;
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw PlimsollException.Usage(
                $"The TLS files for the Docker engine cannot be used: {EngineText.Neutralize(exception.Message)}",
                "Check ca.pem, cert.pem and key.pem in DOCKER_CERT_PATH or in the docker context.",
                exception);
        }
    }
}

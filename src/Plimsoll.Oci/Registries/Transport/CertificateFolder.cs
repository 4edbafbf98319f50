using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Plimsoll.Oci.Registries.Transport;

/// <summary>
/// What a machine's administrator keeps for one registry in <c>certs.d/HOST[:PORT]</c>: authorities (<c>*.crt</c>) and
/// a certificate to show (<c>NAME.cert</c> with <c>NAME.key</c>), as Docker and Podman read it.
/// </summary>
internal sealed record CertificateFolder(IReadOnlyList<string> Authorities, string? CertificateFile, string? KeyFile)
{
    /// <summary>The first folder that there is for one of the registry's names, or <c>null</c>.</summary>
    /// <exception cref="PlimsollException">It cannot be read, or a key or certificate lacks the other (exit code 2).</exception>
    public static CertificateFolder? Find(IEnumerable<string> roots, params IReadOnlyList<string> names)
    {
        // A port is part of the name; no name of a registry holds a separator or is "..".
        var path = roots.SelectMany(root => names.Select(name => Path.Combine(root, name))).FirstOrDefault(Directory.Exists);
        if (path is null)
            return null;

        try
        {
            var files = Directory.GetFiles(path).Order(StringComparer.Ordinal).ToList();
            var certificate = files.Find(file => file.EndsWith(".cert", StringComparison.Ordinal));
            var key = files.Find(file => file.EndsWith(".key", StringComparison.Ordinal));
            var wanted = certificate is not null ? Path.ChangeExtension(certificate, ".key") : Path.ChangeExtension(key, ".cert");
            return wanted is null || files.Contains(wanted)
                ? new CertificateFolder([.. files.Where(file => file.EndsWith(".crt", StringComparison.Ordinal))], certificate, certificate is null ? null : wanted)
                : throw PlimsollException.Usage($"'{certificate ?? key}' cannot be used without '{wanted}', which does not exist.", "Add the missing file, or remove the other.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PlimsollException.Usage($"The certificates in '{path}' cannot be read: {exception.Message}", innerException: exception);
        }
    }

    /// <summary>Reads the certificate to show, with its key.</summary>
    /// <exception cref="PlimsollException">The files cannot be read (exit code 2).</exception>
    public static X509Certificate2 Load(string certificateFile, string keyFile)
    {
        try
        {
            var certificate = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
            if (!OperatingSystem.IsWindows())
                return certificate;

            // Windows' TLS does not take keys that exist in memory only.
            using (certificate)
                return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw PlimsollException.Usage($"The client certificate '{certificateFile}' with the key '{keyFile}' cannot be read.", "Use PEM files of one key pair; the key must not be encrypted.", exception);
        }
    }
}

using System.Security.Authentication;

namespace Plimsoll.Oci.Registries.Transport;

/// <summary>The server's certificate was refused; the message says why, as the end of a sentence.</summary>
internal sealed class CertificateRefusedException(string reason) : AuthenticationException(reason);

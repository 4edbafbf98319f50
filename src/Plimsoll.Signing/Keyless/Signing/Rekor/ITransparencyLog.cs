using Plimsoll.Signing.Bundles;

namespace Plimsoll.Signing.Keyless.Signing.Rekor;

/// <summary>A log of signatures that everybody can read and nobody can change.</summary>
internal interface ITransparencyLog
{
    /// <summary>Adds the signature of a bundle.</summary>
    /// <param name="bundle">The bundle, with the certificate and one signature.</param>
    /// <param name="cancellationToken">Stops; the entry may have been added.</param>
    /// <returns>The entry with its proof.</returns>
    /// <exception cref="Oci.PlimsollException">The log refuses, fails, or answers about something else (exit code 4 or 7).</exception>
    Task<TransparencyLogEntry> AddAsync(SigstoreBundle bundle, CancellationToken cancellationToken);
}

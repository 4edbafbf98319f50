namespace Plimsoll.Signing.Keyless.Signing;

/// <summary>A transparency log that entries are added to.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Version">The version of its API: <see cref="Rekor1"/> or <see cref="Rekor2"/>.</param>
internal sealed record LogService(Uri Address, int Version)
{
    /// <summary>Rekor's first API, whose entries have a time.</summary>
    public const int Rekor1 = 1;

    /// <summary>Rekor's second API, whose entries have none.</summary>
    public const int Rekor2 = 2;
}

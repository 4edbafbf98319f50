namespace Plimsoll.Oci.Registries;

/// <summary>Some entries of a list, and where more of them are.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Entries, Uri? Next);

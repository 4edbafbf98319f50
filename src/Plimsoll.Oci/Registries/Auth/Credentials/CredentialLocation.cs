namespace Plimsoll.Oci.Registries.Auth.Credentials;

/// <summary>Where a credential is kept.</summary>
/// <param name="Name">The file's path, or the helper's program.</param>
/// <param name="IsHelper">Whether a helper keeps it; in the file it is not encrypted.</param>
internal sealed record CredentialLocation(string Name, bool IsHelper);

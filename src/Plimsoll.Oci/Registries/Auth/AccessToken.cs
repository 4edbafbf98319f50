namespace Plimsoll.Oci.Registries.Auth;

/// <summary>A bearer token and when it must be renewed.</summary>
internal sealed record AccessToken(string Value, long RenewAt);

namespace Plimsoll.Oci.Registries.Auth.Clouds;

/// <summary>Access keys of Amazon. Their text never holds the secret.</summary>
/// <param name="Id">The access key's id.</param>
/// <param name="Secret">The secret access key.</param>
/// <param name="SessionToken">The token of temporary keys, or <c>null</c>.</param>
/// <param name="Source">Where they were found, for messages.</param>
internal sealed record AwsKeys(string Id, string Secret, string? SessionToken, string Source)
{
    public override string ToString() => $"AWS keys (from {Source})";
}

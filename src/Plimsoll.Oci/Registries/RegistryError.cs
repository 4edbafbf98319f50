namespace Plimsoll.Oci.Registries;

/// <summary>One entry of a registry's error body (OCI distribution-spec, "Error Codes").</summary>
/// <param name="Code">The code, such as <c>MANIFEST_UNKNOWN</c>; upper-case.</param>
/// <param name="Message">The registry's own words, shortened, without control characters; may be empty.</param>
public sealed record RegistryError(string Code, string Message)
{
    /// <summary><c>CODE: message</c>, or the code alone.</summary>
    public override string ToString() => Message.Length == 0 ? Code : $"{Code}: {Message}";
}

namespace Plimsoll.Oci.Registries;

/// <summary>Something a registry wants its users to know; nothing failed, and nothing is done about it.</summary>
/// <param name="Registry">Host and, where given, port.</param>
/// <param name="Text">What it says, on one line, shortened, without control characters.</param>
public sealed record RegistryWarning(string Registry, string Text)
{
    /// <summary>The warning as a sentence.</summary>
    public override string ToString() => $"{Registry} reported: {Text}";
}

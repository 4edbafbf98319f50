using Plimsoll.Oci;

namespace Plimsoll.Publishing.Attachments;

/// <summary>How <see cref="ProvenanceMode"/> is written: in <c>plimsoll.yml</c>, in the environment, as an option.</summary>
internal static class ProvenanceSetting
{
    /// <summary>The environment variable.</summary>
    public const string Variable = "PLIMSOLL_PROVENANCE";

    /// <summary>The words.</summary>
    public static IReadOnlyList<string> Names { get; } = ["true", "false", "required"];

    /// <summary>Reads a word.</summary>
    /// <exception cref="PlimsollException">It is not one of <see cref="Names"/> (exit code 2).</exception>
    public static ProvenanceMode Parse(string text) => text.ToLowerInvariant() switch
    {
        "true" => ProvenanceMode.Attached,
        "false" => ProvenanceMode.None,
        "required" => ProvenanceMode.Required,
        _ => throw PlimsollException.Usage($"'{text}' does not say whether provenance is attached.", $"Use {string.Join(", ", Names)}."),
    };

    /// <summary>The word.</summary>
    public static string Format(ProvenanceMode mode) => mode switch
    {
        ProvenanceMode.None => "false",
        ProvenanceMode.Required => "required",
        _ => "true",
    };
}

using Plimsoll.Oci;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing.Configuration;

/// <summary>How layers that their source holds uncompressed are written: what was given, else the environment, else the configuration, else gzip.</summary>
internal static class CompressionSetting
{
    private const string Variable = "PLIMSOLL_COMPRESSION";

    /// <summary>What can be chosen, as it is written.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetNames<LayerCompression>().Select(name => name.ToLowerInvariant())];

    /// <param name="given">What was given, or <c>null</c>.</param>
    /// <param name="environment">The environment variables.</param>
    /// <param name="configuration">The configuration.</param>
    /// <exception cref="PlimsollException">The variable has another value (exit code 2).</exception>
    public static LayerCompression Resolve(LayerCompression? given, Func<string, string?> environment, PlimsollConfiguration configuration) =>
        given ?? (environment(Variable) is { } text ? Parse(text) : configuration.Compression) ?? LayerCompression.Gzip;

    /// <summary>Reads a compression by its name.</summary>
    /// <exception cref="PlimsollException">There is no such one (exit code 2).</exception>
    public static LayerCompression Parse(string text) => Names.Contains(text, StringComparer.OrdinalIgnoreCase)
        ? Enum.Parse<LayerCompression>(text, ignoreCase: true)
        : throw PlimsollException.Usage($"'{text}' is not a valid compression of layers.", $"Use {string.Join(", ", Names)} ({Variable}).");
}

using System.Text.Json;

namespace Plimsoll.Oci.Images;

/// <summary>
/// Finds members of a manifest that are one of the specification's but for their case. Readers written in Go take them for it,
/// others do not: the two would see different images.
/// </summary>
internal static class MemberCase
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 32 };

    private static readonly Dictionary<string, string> Known = new[]
    {
        "schemaVersion", "mediaType", "artifactType", "config", "layers", "manifests", "subject", "annotations",
        "digest", "size", "urls", "data", "platform", "os", "architecture", "variant", "os.version", "os.features", "features",
    }.ToDictionary(name => name, StringComparer.OrdinalIgnoreCase);

    /// <summary>What is in these has names of the specification, too; what is in others has names of its writer.</summary>
    private static readonly HashSet<string> Containers = new(StringComparer.Ordinal) { "config", "layers", "manifests", "subject", "platform" };

    /// <param name="document">What the manifest is called in messages.</param>
    /// <param name="manifest">The manifest.</param>
    /// <exception cref="PlimsollException">There is such a member (exit code 2).</exception>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static void Check(string document, ReadOnlySpan<byte> manifest)
    {
        var reader = new Utf8JsonReader(manifest, Options);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;

            var name = reader.GetString()!;
            if (Known.TryGetValue(Fold(name), out var known) && known != name)
                throw PlimsollException.Usage($"{document} has the member '{name}', which some readers take for '{known}' and others do not.", Manifest.Hostile);
            if (!Containers.Contains(name))
                reader.Skip();
        }
    }

    /// <summary>Two letters outside ASCII count as the case of one in it to Go, and not to .NET.</summary>
    private static string Fold(string name) => name.Replace('\u017F', 's').Replace('\u212A', 'k');
}

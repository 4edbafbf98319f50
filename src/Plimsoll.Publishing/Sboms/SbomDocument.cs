using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Signing.Statements;

namespace Plimsoll.Publishing.Sboms;

/// <summary>An SBOM as it is attached to an image, byte for byte.</summary>
/// <param name="Kind">What people call it: <c>SBOM (SPDX)</c> or <c>SBOM (CycloneDX)</c>.</param>
/// <param name="MediaType">The type of the artifact and of its layer, as IANA lists it.</param>
/// <param name="Content">The JSON.</param>
internal sealed partial record SbomDocument(string Kind, string MediaType, byte[] Content)
{
    /// <summary>The largest SBOM that is attached, in bytes: that of a large image has some megabytes.</summary>
    public const int LargestSize = 32 * 1024 * 1024;

    private const string SpdxType = "application/spdx+json";

    /// <summary>An SBOM as SPDX.</summary>
    public static SbomDocument Spdx(byte[] content) => new("SBOM (SPDX)", SpdxType, content);

    /// <summary>The SBOM as a statement about an image, which can be signed.</summary>
    /// <param name="subject">The image.</param>
    /// <exception cref="PlimsollException">Two readers could see different things in it (exit code 2).</exception>
    public Statement ToStatement(StatementSubject subject)
    {
        var predicate = Content.AsMemory().Slice(Content.AsSpan().IndexOf((byte)'{'));
        var statement = new Statement([subject], MediaType == SpdxType ? PredicateTypes.Spdx : PredicateTypes.CycloneDx, predicate[..(predicate.Span.LastIndexOf((byte)'}') + 1)]);
        return Statement.Parse(statement.Serialize());
    }

    /// <summary>Finds out before anything is sent whether it can be signed.</summary>
    /// <exception cref="PlimsollException">It cannot (exit code 2).</exception>
    public void CheckSignable() => ToStatement(StatementSubject.Of(name: null, Digest.Sha256([])));

    /// <summary>Reads a file, and recognises its form by its content.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="PlimsollException">There is no such file (exit code 6), or it is not an SBOM that can be published (2).</exception>
    public static async Task<SbomDocument> ReadAsync(string path, string name, CancellationToken cancellationToken)
    {
        switch (BlobFile.GetLength(path))
        {
            case null:
                throw PlimsollException.NotFound($"There is no SBOM at {name}.", "Make one first, for example with syft or trivy.");
            case > LargestSize:
                throw PlimsollException.Usage($"The SBOM {name} is larger than {LargestSize / (1024 * 1024)} MiB.");
        }

        return Parse(await File.ReadAllBytesAsync(path, cancellationToken), name);
    }

    /// <summary>Recognises an SBOM.</summary>
    /// <exception cref="PlimsollException">It is neither form, or tells a password (exit code 2).</exception>
    public static SbomDocument Parse(byte[] content, string name)
    {
        var document = Recognise(content, name) ?? throw PlimsollException.Usage($"{name} is not an SBOM: it is neither SPDX nor CycloneDX as JSON.", "Have it written as JSON: the formats 'spdx-json' or 'cyclonedx-json' of syft, 'spdx-json' or 'cyclonedx' of trivy.");

        // Tools copy the address that a dependency was fetched from.
        return Credentials.Match(Encoding.UTF8.GetString(content)) is { Success: true } match
            ? throw PlimsollException.Usage($"The SBOM {name} contains a URL with a password, and would be published with the image: {match.Groups["scheme"].Value}…@{match.Groups["host"].Value}", "Remove the credentials from the configuration of the package manager, and make the SBOM again.")
            : document;
    }

    private static SbomDocument? Recognise(byte[] content, string name)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            return json.RootElement is not { ValueKind: JsonValueKind.Object } root ? null
                : TextOf(root, "spdxVersion")?.StartsWith("SPDX-", StringComparison.Ordinal) == true || TextOf(root, "@context")?.StartsWith("https://spdx.org/rdf/3", StringComparison.Ordinal) == true ? Spdx(content)
                : TextOf(root, "bomFormat") == "CycloneDX" ? new SbomDocument("SBOM (CycloneDX)", "application/vnd.cyclonedx+json", content)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw PlimsollException.Usage($"The SBOM {name} is not valid JSON: {exception.Message}", innerException: exception);
        }
    }

    private static string? TextOf(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    [GeneratedRegex(@"(?<scheme>[a-z][a-z0-9+.-]*://)[^\s/@:""<>]*:[^\s/@""<>]+@(?<host>[^\s/""<>]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Credentials { get; }
}

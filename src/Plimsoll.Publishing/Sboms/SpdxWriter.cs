using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Sboms;

/// <summary>Writes an SBOM as SPDX 2.3 (spdx.github.io/spdx-spec/v2.3): the image, for each platform the files that the build put into it, and the packages of its applications. The same image gives the same bytes.</summary>
internal static class SpdxWriter
{
    private const string Document = "SPDXRef-DOCUMENT";
    private const string Image = "SPDXRef-Image";

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" };

    /// <summary>Writes the document.</summary>
    /// <param name="name">The image's name without tag.</param>
    /// <param name="version">The version, or <c>null</c>.</param>
    /// <param name="digest">The digest of its manifest or index.</param>
    /// <param name="platforms">What each of its images contains: its platform, its digest, the content.</param>
    /// <param name="tool">The tool with its version: <c>plimsoll-2.1.0</c>.</param>
    /// <param name="created">The time of the image.</param>
    public static byte[] Write(string name, string? version, Digest digest, IReadOnlyList<(string? Platform, Digest Digest, LayerContent Content)> platforms, string tool, DateTimeOffset created)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("spdxVersion", "SPDX-2.3");
            writer.WriteString("dataLicense", "CC0-1.0");
            writer.WriteString("SPDXID", Document);
            writer.WriteString("name", name);
            writer.WriteString("documentNamespace", $"https://plimsoll.dev/spdx/{digest.Algorithm}-{digest.Hex}");
            writer.WriteStartObject("creationInfo");
            writer.WriteString("created", Timestamps.Rfc3339(created));
            writer.WriteStartArray("creators");
            writer.WriteStringValue($"Tool: {tool}");
            writer.WriteEndArray();
            writer.WriteString("comment", "Lists what the build put into the image. What a base image contains is not listed.");
            writer.WriteEndObject();

            // One image is described as it is; an index by its images, which are variants of it.
            var images = platforms is [var single] && single.Digest == digest
                ? [(Id: Image, single.Platform, single.Digest, single.Content)]
                : platforms.Select((image, number) => (Id: $"{Image}-{number + 1}", image.Platform, image.Digest, image.Content)).ToList();
            var packages = platforms.SelectMany(image => image.Content.Packages).Distinct().OrderBy(package => package.Url, StringComparer.Ordinal).ThenBy(package => package.Sha512, StringComparer.Ordinal).Select((package, number) => (Id: $"SPDXRef-Package-{number + 1}", Package: package)).ToList();
            var ids = packages.DistinctBy(package => package.Package.Url).ToDictionary(package => package.Package.Url, package => package.Id);
            writer.WriteStartArray("packages");
            if (images is not [{ Id: Image }])
                WriteImage(writer, Image, name, version, platform: null, digest, files: null);
            foreach (var image in images)
                WriteImage(writer, image.Id, name, version, image.Platform, image.Digest, image.Content.Files);
            foreach (var (id, package) in packages)
                WritePackage(writer, id, package);
            writer.WriteEndArray();

            writer.WriteStartArray("files");
            foreach (var image in images)
                foreach (var (number, file) in image.Content.Files.Index())
                    WriteFile(writer, FileId(image.Id, number), file);
            writer.WriteEndArray();

            writer.WriteStartArray("relationships");
            Relate(writer, Document, "DESCRIBES", Image);
            foreach (var image in images)
            {
                if (image.Id != Image)
                    Relate(writer, image.Id, "VARIANT_OF", Image);
                for (var number = 0; number < image.Content.Files.Count; number++)
                    Relate(writer, image.Id, "CONTAINS", FileId(image.Id, number));
                foreach (var (id, package) in packages.Where(package => image.Content.Packages.Contains(package.Package)))
                    Relate(writer, image.Id, "CONTAINS", id);
            }

            foreach (var (from, to) in images.SelectMany(image => image.Content.Dependencies.Select(needed => (From: needed.From is null ? image.Id : IdOf(needed.From), To: IdOf(needed.To)))).Distinct())
                if (from is not null && to is not null)
                    Relate(writer, from, "DEPENDS_ON", to);

            string? IdOf(string url) => ids.GetValueOrDefault(url);

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private static string FileId(string image, int number) => $"SPDXRef-File{image["SPDXRef-Image".Length..]}-{number + 1}";

    private static void WriteImage(Utf8JsonWriter writer, string id, string name, string? version, string? platform, Digest digest, IReadOnlyList<ListedFile>? files)
    {
        var isAnalyzed = files is { Count: > 0 };
        writer.WriteStartObject();
        writer.WriteString("SPDXID", id);
        writer.WriteString("name", platform is null ? name : $"{name} ({platform})");
        if (version is not null)
            writer.WriteString("versionInfo", version);
        writer.WriteString("downloadLocation", "NOASSERTION");
        writer.WriteString("primaryPackagePurpose", "CONTAINER");
        writer.WriteBoolean("filesAnalyzed", isAnalyzed);
        if (isAnalyzed)
        {
            writer.WriteStartObject("packageVerificationCode");
            writer.WriteString("packageVerificationCodeValue", VerificationCode(files!));
            writer.WriteEndObject();
        }

        WriteChecksums(writer, (digest.Algorithm.ToUpperInvariant(), digest.Hex));
        writer.WriteEndObject();
    }

    private static void WritePackage(Utf8JsonWriter writer, string id, ListedPackage package)
    {
        writer.WriteStartObject();
        writer.WriteString("SPDXID", id);
        writer.WriteString("name", package.Name);
        writer.WriteString("versionInfo", package.Version);
        writer.WriteString("downloadLocation", "NOASSERTION");
        writer.WriteBoolean("filesAnalyzed", false);
        if (package.Sha512 is { } hash)
            WriteChecksums(writer, ("SHA512", hash));
        if (package.License is { } license)
            writer.WriteString("licenseDeclared", license);
        writer.WriteStartArray("externalRefs");
        writer.WriteStartObject();
        writer.WriteString("referenceCategory", "PACKAGE-MANAGER");
        writer.WriteString("referenceType", "purl");
        writer.WriteString("referenceLocator", package.Url);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter writer, string id, ListedFile file)
    {
        writer.WriteStartObject();
        writer.WriteString("SPDXID", id);
        writer.WriteString("fileName", $"./{file.Name}");
        WriteChecksums(writer, ("SHA1", file.Sha1), ("SHA256", file.Sha256));
        writer.WriteEndObject();
    }

    private static void WriteChecksums(Utf8JsonWriter writer, params ReadOnlySpan<(string Algorithm, string Value)> checksums)
    {
        writer.WriteStartArray("checksums");
        foreach (var (algorithm, value) in checksums)
        {
            writer.WriteStartObject();
            writer.WriteString("algorithm", algorithm);
            writer.WriteString("checksumValue", value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Relate(Utf8JsonWriter writer, string from, string type, string to)
    {
        writer.WriteStartObject();
        writer.WriteString("spdxElementId", from);
        writer.WriteString("relationshipType", type);
        writer.WriteString("relatedSpdxElement", to);
        writer.WriteEndObject();
    }

    /// <summary>The SHA-1 of the files' SHA-1s, sorted (SPDX 2.3, 7.9).</summary>
    private static string VerificationCode(IReadOnlyList<ListedFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        foreach (var sha1 in files.Select(file => file.Sha1).Order(StringComparer.Ordinal))
            hash.AppendData(Encoding.ASCII.GetBytes(sha1));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

using System.Security.Cryptography;
using System.Text.Json;
using Plimsoll.Build;

/// <summary>
/// What a folder of release files says of itself: who built them from what, as an in-toto statement with SLSA's provenance,
/// and their checksums, as <c>sha256sum -c</c> reads them. Both are written anew where files were added.
/// </summary>
/// <param name="build">The running build.</param>
/// <param name="directory">The folder.</param>
/// <param name="version">The version of the files.</param>
sealed class Provenance(IPlimsollBuild build, AbsolutePath directory, string version)
{
    private const string Checksums = "SHA256SUMS";

    private AbsolutePath Statement => directory / $"plimsoll-{version}.provenance.json";

    public void Write()
    {
        Statement.DeleteFile();
        (directory / Checksums).DeleteFile();
        WriteStatement(BuildOrigin.Observe(build), Hash());
        (directory / Checksums).WriteAllText(string.Concat(Hash().Select(file => $"{file.Digest}  {file.Name}\n")));
    }

    private List<(string Name, string Digest)> Hash() => [.. directory.GlobFiles("*").Select(file =>
    {
        using var stream = File.OpenRead(file);
        return (file.Name, Convert.ToHexStringLower(SHA256.HashData(stream)));
    })];

    private void WriteStatement(BuildOrigin origin, List<(string Name, string Digest)> files)
    {
        using var stream = File.Create(Statement);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("_type", "https://in-toto.io/Statement/v1");
        json.WriteStartArray("subject");
        foreach (var (name, digest) in files)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            WriteDigest(json, "sha256", digest);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("predicateType", "https://slsa.dev/provenance/v1");
        json.WriteStartObject("predicate");
        WriteDefinition(json, origin);
        json.WriteStartObject("runDetails");
        json.WriteStartObject("builder");
        json.WriteString("id", origin.Builder);
        json.WriteEndObject();
        if (origin.Run is { } run)
        {
            json.WriteStartObject("metadata");
            json.WriteString("invocationId", run);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteDefinition(Utf8JsonWriter json, BuildOrigin origin)
    {
        json.WriteStartObject("buildDefinition");
        json.WriteString("buildType", "urn:plimsoll:build:pack:v1");
        json.WriteStartObject("externalParameters");
        json.WriteString("version", version);
        if (origin.Repository is { } repository)
            json.WriteString("repository", repository);
        if (origin.Ref is { } reference)
            json.WriteString("ref", reference);
        json.WriteEndObject();
        if (origin.Commit is { } commit)
        {
            json.WriteStartArray("resolvedDependencies");
            json.WriteStartObject();
            if (origin.Repository is { } source)
                json.WriteString("uri", $"git+{source}{(origin.Ref is null ? "" : $"@{origin.Ref}")}");
            else
                json.WriteString("name", "repository");
            WriteDigest(json, "gitCommit", commit);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteDigest(Utf8JsonWriter json, string algorithm, string value)
    {
        json.WriteStartObject("digest");
        json.WriteString(algorithm, value);
        json.WriteEndObject();
    }
}

using System.Text.Json;
using Plimsoll.Signing.Documents;

namespace Plimsoll.Signing.Statements.Provenance;

/// <summary>Something that a build used or made (in-toto attestation framework, ResourceDescriptor).</summary>
/// <param name="Uri">Where it is, as <c>git+https://github.com/acme/app@refs/heads/main</c> or <c>pkg:docker/alpine@3.20</c>; <c>null</c> where that is not said.</param>
/// <param name="Digests">Its digests: algorithm → hexadecimal; a commit is <c>gitCommit</c>.</param>
internal sealed record ResourceDescriptor(string? Uri, IReadOnlyDictionary<string, string> Digests)
{
    /// <summary>The algorithm that a commit's id is named by.</summary>
    public const string GitCommit = "gitCommit";

    /// <summary>What tells it from others in the list, or <c>null</c>.</summary>
    public string? Name { get; init; }

    /// <summary>What its content is, or <c>null</c>.</summary>
    public string? MediaType { get; init; }

    internal static ResourceDescriptor Read(JsonMembers members) => new(members.FindText("uri"), members.GetTexts("digest"))
    {
        Name = members.FindText("name"),
        MediaType = members.FindText("mediaType"),
    };

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (Name is not null)
            writer.WriteString("name", Name);
        if (Uri is not null)
            writer.WriteString("uri", Uri);
        if (MediaType is not null)
            writer.WriteString("mediaType", MediaType);
        if (Digests.Count > 0)
        {
            writer.WriteStartObject("digest");
            foreach (var (algorithm, hex) in Digests.OrderBy(digest => digest.Key, StringComparer.Ordinal))
                writer.WriteString(algorithm, hex);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}

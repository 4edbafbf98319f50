using System.Text.Json.Nodes;

namespace Plimsoll.Testing.Sigstore.Servers;

/// <summary>What one of the services was asked.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path with its query.</param>
/// <param name="ContentType">The type of the body.</param>
/// <param name="Authorization">Who asks.</param>
/// <param name="Body">The body.</param>
internal sealed record SigstoreRequest(string Method, string Path, string? ContentType, string? Authorization, byte[] Body)
{
    /// <summary>The body as the JSON object that it must be.</summary>
    public JsonObject Json => ContentType == "application/json" ? JsonNode.Parse(Body)!.AsObject() : throw new FormatException($"{Path} got '{ContentType}'.");
}

using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Plimsoll.Testing.Sigstore.Servers;

/// <summary>What one of the services answers.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body.</param>
/// <param name="ContentType">The type of the body.</param>
/// <param name="Location">The address that it names.</param>
internal sealed record SigstoreAnswer(HttpStatusCode Status, byte[] Body, string ContentType = "application/json", string? Location = null)
{
    /// <summary>No answer, as long as the server runs.</summary>
    public static SigstoreAnswer Never { get; } = new(0, []);

    /// <summary>A JSON object.</summary>
    public static SigstoreAnswer Of(JsonNode json, HttpStatusCode status = HttpStatusCode.OK) => new(status, Encoding.UTF8.GetBytes(json.ToJsonString()));

    /// <summary>A refusal in the words of Sigstore's services.</summary>
    public static SigstoreAnswer Refuse(HttpStatusCode status, string message, string? location = null) =>
        Of(new JsonObject { ["code"] = 3, ["message"] = message, ["details"] = new JsonArray() }, status) with { Location = location };
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Documents;
using Plimsoll.Signing.Keyless.Signing.Fulcio;
using Plimsoll.Signing.Keyless.Signing.Rekor;

namespace Plimsoll.Signing.Keyless.Signing;

/// <summary>How the answers of services are read. They may say more than is known here, other than what is signed.</summary>
[JsonSerializable(typeof(FulcioAnswer))]
[JsonSerializable(typeof(Dictionary<string, RekorEntry>))]
[JsonSerializable(typeof(TransparencyLogEntry))]
internal sealed partial class KeylessJson : JsonSerializerContext
{
    static KeylessJson() => Default = new KeylessJson(new JsonSerializerOptions(StrictJson.CreateOptions()) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip });
}

using System.Text.Json.Serialization;
using Plimsoll.Signing.Documents;

namespace Plimsoll.Signing.Envelopes;

/// <summary>How envelopes are read and written; see <see cref="StrictJson"/>.</summary>
[JsonSerializable(typeof(DsseEnvelope))]
internal sealed partial class EnvelopeJson : JsonSerializerContext
{
    static EnvelopeJson() => Default = new EnvelopeJson(StrictJson.CreateOptions());
}

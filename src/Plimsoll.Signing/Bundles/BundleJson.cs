using System.Text.Json.Serialization;
using Plimsoll.Signing.Documents;

namespace Plimsoll.Signing.Bundles;

/// <summary>How bundles are read and written; see <see cref="StrictJson"/>.</summary>
[JsonSerializable(typeof(SigstoreBundle))]
internal sealed partial class BundleJson : JsonSerializerContext
{
    static BundleJson() => Default = new BundleJson(StrictJson.CreateOptions());
}

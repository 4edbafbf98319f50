using System.Globalization;
using System.Text;
using Plimsoll.Signing.Bundles;

namespace Plimsoll.Signing.Keyless.Logs;

/// <summary>What Rekor 1 signs when it takes an entry in (signed entry timestamp).</summary>
internal static class EntryPromise
{
    /// <summary>The signed bytes: an object in canonical JSON (RFC 8785) of entry, time, log and index.</summary>
    public static byte[] Encode(TransparencyLogEntry entry) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"body":"{{Convert.ToBase64String(entry.CanonicalizedBody.Span)}}","integratedTime":{{entry.IntegratedTime}},"logID":"{{Convert.ToHexStringLower(entry.LogId!.KeyId.Span)}}","logIndex":{{entry.LogIndex}}}"""));
}

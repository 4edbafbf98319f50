using System.Globalization;

namespace Plimsoll.Oci.Images;

/// <summary>Points in time as the OCI image-spec writes them.</summary>
internal static class Timestamps
{
    /// <summary>RFC 3339 in UTC with whole seconds: <c>2026-05-19T08:30:00Z</c>.</summary>
    public static string Rfc3339(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

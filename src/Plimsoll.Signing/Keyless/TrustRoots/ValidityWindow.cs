using System.Globalization;

namespace Plimsoll.Signing.Keyless.TrustRoots;

/// <summary>When a key or an authority was in use; both ends belong to it.</summary>
/// <param name="Start">The first moment.</param>
/// <param name="End">The last moment; <c>null</c> where it is in use.</param>
internal sealed record ValidityWindow(DateTimeOffset Start, DateTimeOffset? End)
{
    /// <summary>Whether a moment is in it.</summary>
    public bool Contains(DateTimeOffset time) => time >= Start && (End is null || time <= End);

    /// <summary>What messages call it.</summary>
    public override string ToString() => End is { } end ? $"{Text(Start)} to {Text(end)}" : $"since {Text(Start)}";

    /// <summary>A moment in messages.</summary>
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

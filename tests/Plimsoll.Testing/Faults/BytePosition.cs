using System.Globalization;

namespace Plimsoll.Testing.Faults;

/// <summary>A place in a body, or in an answer from the first byte of its head on.</summary>
/// <param name="Offset">How many bytes are before it; negative counts from the end.</param>
/// <param name="IsHalf">Whether it is the middle, whatever the offset.</param>
/// <param name="OfBody">Whether an answer is counted from its body on.</param>
public readonly record struct BytePosition(long Offset, bool IsHalf = false, bool OfBody = false)
{
    /// <summary>The middle.</summary>
    public static BytePosition Half { get; } = new(0, IsHalf: true);

    /// <summary>The index in so many bytes; <c>null</c> where they end before it.</summary>
    public long? Resolve(long length)
    {
        var index = IsHalf ? length / 2 : Offset < 0 ? length + Offset : Offset;
        return index >= 0 && index < length ? index : null;
    }

    /// <summary>The index in an answer.</summary>
    public long? Resolve(long head, long body) => OfBody ? Resolve(body) + head : Resolve(head + body);

    public override string ToString() =>
        (IsHalf ? "half" : Offset.ToString(CultureInfo.InvariantCulture)) + (OfBody ? " of body" : "");
}

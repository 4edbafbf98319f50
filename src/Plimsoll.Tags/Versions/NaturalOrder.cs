namespace Plimsoll.Tags.Versions;

/// <summary>Orders texts as people number them: <c>k3s2</c> before <c>k3s10</c>. Letters are compared by ASCII.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    /// <summary>The only instance.</summary>
    public static NaturalOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        var left = x.AsSpan();
        var right = y.AsSpan();
        while (left.Length > 0 && right.Length > 0)
        {
            var first = Run(ref left);
            var second = Run(ref right);
            var order = char.IsAsciiDigit(first[0]) && char.IsAsciiDigit(second[0]) ? CompareNumbers(first, second) : first.SequenceCompareTo(second);
            if (order != 0)
                return order;
        }

        return left.Length.CompareTo(right.Length);
    }

    /// <summary>Takes off the digits, or what is before the next digit.</summary>
    private static ReadOnlySpan<char> Run(ref ReadOnlySpan<char> text)
    {
        var end = char.IsAsciiDigit(text[0]) ? text.IndexOfAnyExceptInRange('0', '9') : text.IndexOfAnyInRange('0', '9');
        var run = end < 0 ? text : text[..end];
        text = text[run.Length..];
        return run;
    }

    private static int CompareNumbers(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = left.TrimStart('0');
        right = right.TrimStart('0');
        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);
    }
}

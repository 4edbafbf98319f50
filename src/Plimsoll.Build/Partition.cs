using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Plimsoll.Build;

/// <summary>
/// The part of a target's work that this machine does, where a target with <see cref="ITargetDefinition.Partition"/> is divided among
/// several: <c>2/3</c>, the second of three. Given by <c>--partition</c> or <c>PLIMSOLL_PARTITION</c>.
/// </summary>
public sealed class Partition : IParsable<Partition>
{
    private Partition(int part, int total)
    {
        Part = part;
        Total = total;
    }

    /// <summary>All of the work.</summary>
    [SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The name is that of NUKE.")]
    public static Partition Single { get; } = new(1, 1);

    /// <summary>Which part it is, from 1.</summary>
    public int Part { get; }

    /// <summary>Into how many parts the work is divided.</summary>
    public int Total { get; }

    /// <summary>Whether work that belongs to a part is done here.</summary>
    /// <param name="part">The part, from 1.</param>
    public bool IsIn(int part) => Total == 1 || part == Part;

    /// <summary>
    /// The items that are worked on here: each one is in one part, and no part has two more than another. The order has to be the same on
    /// all machines.
    /// </summary>
    public IEnumerable<T> GetCurrent<T>(IEnumerable<T> items) => items.Where((_, index) => index % Total == Part - 1);

    /// <summary>Reads <c>2/3</c>.</summary>
    /// <exception cref="FormatException">It is not two numbers with a slash between them, the first from 1 to the second.</exception>
    public static Partition Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var partition) ? partition : throw new FormatException($"'{s}' is not a partition such as 2/3.");

    /// <summary>Reads <c>2/3</c>.</summary>
    /// <returns>Whether it is two numbers with a slash between them, the first from 1 to the second.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Partition result)
    {
        result = s?.Split('/') is [var first, var second]
            && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var part)
            && int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var total)
            && part >= 1 && part <= total
            ? new Partition(part, total)
            : null;
        return result is not null;
    }

    /// <summary>Returns <c>2/3</c>.</summary>
    public override string ToString() => $"{Part}/{Total}";
}

namespace Plimsoll.Oci;

/// <summary>Numbers of things in messages.</summary>
internal static class Quantity
{
    /// <summary>The number with its noun: <c>1 layer</c>, <c>2 layers</c>.</summary>
    /// <param name="number">How many.</param>
    /// <param name="noun">The noun in the singular; its plural ends in <c>s</c>.</param>
    public static string Format(int number, string noun) => number == 1 ? $"1 {noun}" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number} {noun}s");
}

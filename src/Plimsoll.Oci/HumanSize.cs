using System.Globalization;

namespace Plimsoll.Oci;

/// <summary>Sizes as docker prints them: decimal units and three digits.</summary>
internal static class HumanSize
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];

    /// <summary>The size in the largest unit that leaves a whole: <c>93B</c>, <c>1.23MB</c>.</summary>
    /// <param name="bytes">The size.</param>
    public static string Format(long bytes)
    {
        var value = (decimal)bytes;
        var unit = 0;
        while (value >= 999.5m && unit < Units.Length - 1)
            (value, unit) = (value / 1000, unit + 1);

        // Three digits in all; in bytes there are no parts.
        var decimals = unit == 0 || value >= 99.95m ? 0 : value >= 9.995m ? 1 : 2;
        return decimal.Round(value, decimals, MidpointRounding.AwayFromZero).ToString("0.##", CultureInfo.InvariantCulture) + Units[unit];
    }
}

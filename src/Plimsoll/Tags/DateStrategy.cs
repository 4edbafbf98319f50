using System.Globalization;

namespace Plimsoll.Tags;

/// <summary>The day of the build in UTC, <c>2026-05-19</c>; moving, because a day has many builds.</summary>
internal static class DateStrategy
{
    public static void Derive(TagDerivation derivation)
    {
        var day = derivation.Context.Now.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        derivation.Add(day, StrategyNames.Date, Mutability.Moving, "day of the build in UTC");
    }
}

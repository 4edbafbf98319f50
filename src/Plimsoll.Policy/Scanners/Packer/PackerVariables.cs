using Plimsoll.Policy.Scanners.Expressions;

namespace Plimsoll.Policy.Scanners.Packer;

/// <summary>What Packer replaces in JSON: <c>{{user `name`}}</c> is a variable, everything else between such braces unknown.</summary>
internal static class PackerVariables
{
    private const string User = "user";

    /// <summary>The first placeholder at or behind a position.</summary>
    public static Placeholder? Find(string text, int from)
    {
        var start = text.IndexOf("{{", from, StringComparison.Ordinal);
        if (start < 0)
            return null;

        var close = text.IndexOf("}}", start, StringComparison.Ordinal);
        if (close < 0)
            return Placeholder.Unknown(start, text.Length);

        var action = text.AsSpan(start + 2, close - start - 2).Trim("- ");
        var name = action.StartsWith(User) ? action[User.Length..].Trim() : default;
        return name is ['`', .. var inTicks, '`'] ? Placeholder.Variable(start, close + 2, inTicks.ToString())
            : name is ['"', .. var inQuotes, '"'] ? Placeholder.Variable(start, close + 2, inQuotes.ToString())
            : Placeholder.Unknown(start, close + 2);
    }
}

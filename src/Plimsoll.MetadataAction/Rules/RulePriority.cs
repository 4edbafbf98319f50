using Plimsoll.MetadataAction.JavaScript;

namespace Plimsoll.MetadataAction.Rules;

/// <summary>The order that rules are derived in: highest priority first, and as they were written where it is the same.</summary>
internal static class RulePriority
{
    public static string GetDefault(RuleType type) => type switch
    {
        RuleType.Schedule => "1000",
        RuleType.Semver or RuleType.Pep440 => "900",
        RuleType.Match => "800",
        RuleType.Edge => "700",
        RuleType.Ref => "600",
        RuleType.Raw => "200",
        _ => "100",
    };

    /// <summary>
    /// Orders as the sort of V8 does. A priority that is not a number is equal to every other, which no total order is, so that
    /// the result depends on which ones are compared: a first run that is kept or turned round, then binary insertion.
    /// </summary>
    public static IReadOnlyList<TagRuleLine> Order(IReadOnlyList<TagRuleLine> lines)
    {
        var sorted = lines.Select(line => (Line: line, Priority: JavaScriptText.Number(line["priority"]!))).ToArray();
        for (var start = FirstRun(sorted); start < sorted.Length; start++)
        {
            var pivot = sorted[start];
            var (left, right) = (0, start);
            while (left < right)
            {
                var middle = left + ((right - left) >> 1);
                if (Compare(pivot, sorted[middle]) < 0)
                    right = middle;
                else
                    left = middle + 1;
            }
            Array.Copy(sorted, left, sorted, left + 1, start - left);
            sorted[left] = pivot;
        }
        return [.. sorted.Select(item => item.Line)];
    }

    private static int FirstRun((TagRuleLine, double)[] items)
    {
        if (items.Length < 2)
            return items.Length;

        var isDescending = Compare(items[1], items[0]) < 0;
        var length = 2;
        while (length < items.Length && Compare(items[length], items[length - 1]) < 0 == isDescending)
            length++;
        if (isDescending)
            Array.Reverse(items, 0, length);
        return length;
    }

    private static int Compare((TagRuleLine Line, double Priority) left, (TagRuleLine Line, double Priority) right) =>
        left.Priority < right.Priority ? 1 : left.Priority > right.Priority ? -1 : 0;
}

using Plimsoll.MetadataAction.JavaScript;
using Plimsoll.Oci;

namespace Plimsoll.MetadataAction.Inputs;

/// <summary>An input of many lines, as a workflow file has it: the list of its entries.</summary>
internal static class RuleList
{
    /// <summary>
    /// Splits an input into entries. Each record of comma-separated values is one, its fields joined by commas again, so that
    /// quotes are lost; records that are empty or start with <c>#</c> are dropped.
    /// </summary>
    /// <exception cref="PlimsollException">A quote is not closed (exit code 2).</exception>
    public static IReadOnlyList<string> Split(string input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return
        [
            .. CsvRecord.ParseRelaxed(JavaScriptText.Trim(input))
                .Select(fields => string.Join(',', fields))
                .Where(entry => entry.Length > 0)
                .Select(JavaScriptText.Trim),
        ];
    }
}

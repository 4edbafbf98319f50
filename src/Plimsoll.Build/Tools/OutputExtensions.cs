namespace Plimsoll.Build.Tools;

/// <summary>What to make of the output of a tool.</summary>
public static class OutputExtensions
{
    /// <summary>Returns the lines of standard output as one text.</summary>
    public static string StdToText(this IEnumerable<Output> output) =>
        string.Join(Environment.NewLine, output.Where(line => line.Type == OutputType.Std).Select(line => line.Text));
}

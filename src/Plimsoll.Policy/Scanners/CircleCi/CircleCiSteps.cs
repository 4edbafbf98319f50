using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.CircleCi;

/// <summary>The commands of steps: <c>run</c>, also under conditions.</summary>
internal static class CircleCiSteps
{
    private const int MaximumDepth = 10;

    /// <summary>Reads the commands of a list of steps.</summary>
    public static void Add(SourceNode? node, SourceMapping? job, IReadOnlyList<ScalarLookup> environments, ShellImages commands, int depth = 0)
    {
        if (node is not SourceSequence steps || depth > MaximumDepth || !commands.Enters(steps))
            return;

        foreach (var step in steps.Items.OfType<SourceMapping>())
        {
            var run = step["run"];
            var own = (run as SourceMapping)?["environment"] as SourceMapping;
            if ((run is SourceMapping mapping ? mapping["command"] : run) is SourceScalar script)
                commands.Add([script], Shell, DelimitedVariables.FindAngled, environments, holes: FindInScript);
            foreach (var condition in (ReadOnlySpan<string>)["when", "unless"])
                Add((step[condition] as SourceMapping)?["steps"], job, environments, commands, depth + 1);

            IReadOnlyList<LocatedScalar>? Shell(string name) => (own?[name] ?? job?[name]) is SourceScalar value ? [new LocatedScalar(value)] : null;
        }
    }

    /// <summary>A here-document starts with the same characters as a parameter.</summary>
    private static Placeholder? FindInScript(string text, int from)
    {
        for (var start = text.IndexOf("<<", from, StringComparison.Ordinal); start >= 0; start = text.IndexOf("<<", start + 2, StringComparison.Ordinal))
        {
            var name = text.AsSpan(start + 2).TrimStart(' ');
            if (name.StartsWith("parameters.") || name.StartsWith("pipeline.") || name.StartsWith("matrix."))
                return DelimitedVariables.FindAngled(text, start);
        }

        return null;
    }
}

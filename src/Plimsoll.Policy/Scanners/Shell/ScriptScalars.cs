using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Shell;

/// <summary>The scalars of a script in YAML: one, or a list of lines that run in one shell, with lists inside of it.</summary>
internal static class ScriptScalars
{
    private const int MaximumDepth = 10;
    private const int MaximumLines = 10_000;

    /// <summary>The scalars, in their order.</summary>
    public static IReadOnlyList<SourceScalar> Of(SourceNode node)
    {
        var scalars = new List<SourceScalar>();
        Collect(node, scalars, 0);
        return scalars;
    }

    private static void Collect(SourceNode node, List<SourceScalar> scalars, int depth)
    {
        if (node is SourceScalar { IsNull: false } scalar && scalars.Count < MaximumLines)
            scalars.Add(scalar);
        else if (node is SourceSequence sequence && depth < MaximumDepth)
            foreach (var item in sequence.Items)
                Collect(item, scalars, depth + 1);
    }
}

using System.Text;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Tasks;

/// <summary>Justfiles: the commands of recipes, with the variables that are literals.</summary>
internal sealed class JustfileScanner : TextScanner
{
    public override bool Recognises(string path) =>
        Path.GetFileName(path).ToUpperInvariant() is "JUSTFILE" or ".JUSTFILE" || path.EndsWith(".just", StringComparison.Ordinal);

    public override bool MayScan(ReadOnlySpan<byte> content) => ShellImages.MayBeIn(content);

    public override void Scan(ScanContext context, CancellationToken cancellationToken)
    {
        var source = context.Source;
        var variables = new Dictionary<string, SourceScalar>(StringComparer.Ordinal);
        var recipes = new List<(int Start, int End)>();
        var position = 0;
        for (var number = 1; number <= source.LineCount; number++)
        {
            var line = source.Line(number);
            if (line.TrimStart().Length == 0)
            {
                // An empty line does not end a recipe.
            }
            else if (line[0] is ' ' or '\t')
            {
                if (recipes.Count > 0 && recipes[^1].End >= 0)
                    recipes[^1] = (recipes[^1].Start, position + line.Length);
            }
            else
            {
                Assignment(line.ToString(), position, variables);
                recipes.Add((position + line.Length, position + line.Length));
            }

            position += line.Length;
        }

        var images = new ShellImages(context, FileKinds.Justfile);
        foreach (var (start, end) in recipes)
            if (end > start)
                Recipe(source.Text, start, end, variables, images, cancellationToken);
        images.Finish();
    }

    private static void Assignment(string line, int position, Dictionary<string, SourceScalar> variables)
    {
        var text = line.StartsWith("export ", StringComparison.Ordinal) ? line["export ".Length..] : line;
        var nameEnd = ShellNames.End(text, 0);
        var value = text[nameEnd..].TrimStart();
        if (nameEnd == 0 || !value.StartsWith(":=", StringComparison.Ordinal))
            return;

        value = value[2..].Trim();
        if (value.Length < 2 || value[0] is not ('"' or '\'') || value.IndexOf(value[0], 1) != value.Length - 1 || value.Contains('\\'))
            return;

        var start = position + line.IndexOf(value, StringComparison.Ordinal) + 1;
        variables[text[..nameEnd]] = new SourceScalar(value[1..^1], isPlain: false, start, start + value.Length - 2);
    }

    /// <summary>Reads a recipe as one script; each of its lines may start with <c>@</c> or <c>-</c>.</summary>
    private static void Recipe(string file, int start, int end, Dictionary<string, SourceScalar> variables, ShellImages images, CancellationToken cancellationToken)
    {
        var text = new StringBuilder(file, start, end - start, end - start);
        for (var i = 0; i < text.Length; i++)
        {
            while (i < text.Length && text[i] is ' ' or '\t')
                i++;
            if (i < text.Length && text[i] is '@' or '-')
                text[i] = ' ';
            while (i < text.Length && text[i] != '\n')
                i++;
        }

        var script = text.ToString();
        var first = script.TrimStart();
        if (first.StartsWith("#!", StringComparison.Ordinal) && !first.AsSpan(0, Math.Max(0, first.IndexOf('\n'))).Contains("sh", StringComparison.Ordinal))
            return;

        var holes = new Dictionary<int, Placeholder>();
        for (var hole = BraceVariables.Find(script, 0); hole is not null; hole = BraceVariables.Find(script, hole.End))
            holes[hole.Start] = hole;
        IReadOnlyList<LocatedScalar>? Variable(string name) => variables.TryGetValue(name, out var value) ? [new LocatedScalar(value)] : null;
        images.Add([new ScriptText(script, i => new TextRange(start + i, start + i + 1)) { Holes = holes }], Variable, BraceVariables.Find, [Variable], cancellationToken: cancellationToken);
    }
}

using System.Text;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Kubernetes;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>
/// Templates of charts. Images written in a template are found at their token, with <c>.Values</c> and <c>.Chart</c>
/// replaced by what the chart itself says. An image of which no letter stands in the template comes from the values, where
/// it is found, and is left to them.
/// </summary>
internal sealed class HelmTemplateScanner : TextScanner
{
    private const string Folder = "templates/";
    private static readonly VariableLookup NoVariables = static _ => null;

    public override bool Recognises(string path) =>
        (path.StartsWith(Folder, StringComparison.Ordinal) || path.Contains("/" + Folder, StringComparison.Ordinal))
        && (path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".tpl", StringComparison.OrdinalIgnoreCase));

    public override bool Recognises(CandidateFile file, SourceTree tree) =>
        HasName(file.FullPath) && HelmChart.Around(file.FullPath, tree) is { } chart && chart.IsTemplate(file.FullPath);

    public override void Scan(ScanContext context, CancellationToken cancellationToken)
    {
        if (context.Chart is not { } chart || !(context.Source.Text.Contains("image", StringComparison.Ordinal) || context.Source.Text.Contains("RELATED_IMAGE_", StringComparison.Ordinal)))
            return;

        var template = TemplateText.Parse(context.Source.Text);
        foreach (var image in Images(template, cancellationToken))
            Add(image, template, chart, context);
    }

    // The path as reported may start inside the folder of templates.
    private bool HasName(string fullPath) => Recognises(fullPath.Replace('\\', '/'));

    private static IEnumerable<SourceScalar> Images(TemplateText template, CancellationToken cancellationToken)
    {
        var text = template.Masked;
        int[] starts = [0, .. template.Sections.Where(start => start > 0), text.Length];
        for (var i = 0; i + 1 < starts.Length; i++)
        {
            var section = text[starts[i]..starts[i + 1]];
            if (!section.Contains("image", StringComparison.OrdinalIgnoreCase))
                continue;

            var content = YamlReader.Read(section, cancellationToken, starts[i]);
            foreach (var document in content.Documents)
                foreach (var (image, _) in KubernetesScanner.Images(document, isTemplate: true))
                    yield return image;

            // Branches that exclude each other need not be one document together.
            if (content.Error is not null)
                foreach (var image in TemplateLines.Images(section, starts[i]))
                    yield return image;
        }
    }

    private static void Add(SourceScalar image, TemplateText template, HelmChart chart, ScanContext context)
    {
        if (!TemplateText.HasActions(image.Value))
        {
            context.Add(image, FileKinds.HelmTemplate, NoVariables);
            return;
        }

        var text = new StringBuilder();
        var resolved = new StringBuilder();
        var isLiteral = false;
        foreach (var (literal, action) in template.PiecesOf(image))
        {
            if (action is not { } printed)
            {
                text.Append(literal);
                resolved.Append(Interpolation.Expand(literal, NoVariables));
                isLiteral |= literal.Replace(HelmDigest.Written, "", StringComparison.Ordinal).Any(char.IsAsciiLetterOrDigit);
                continue;
            }

            var value = TemplateExpression.Evaluate(printed.Expression, chart);
            text.Append(context.Source.Text.AsSpan(printed.Place.Start, printed.Place.End - printed.Place.Start));
            isLiteral |= value.IsLiteral;

            // An empty tag is one that whoever installs the chart gives.
            var isEmptyTag = value.Text?.Length == 0 && resolved.Length > 0 && resolved[^1] == ':';
            resolved.Append(value is { Text: { } known, IsSet: true } && !isEmptyTag ? known : ImageUse.Unknown.ToString());
        }

        if (isLiteral)
            context.Add(text.ToString().Trim(), resolved.ToString().Trim(), image.Start, image.End, FileKinds.HelmTemplate);
    }
}

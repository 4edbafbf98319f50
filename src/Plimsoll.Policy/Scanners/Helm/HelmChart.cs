using System.Text.RegularExpressions;
using Plimsoll.Oci;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>A chart: a folder with a <c>Chart.yaml</c>. Its files are read on demand.</summary>
internal sealed partial class HelmChart
{
    private const string FileName = "Chart.yaml";

    // Charts have dozens; only the files right in the folder are looked at.
    private const int MaximumTemplates = 200;

    private readonly string _folder;
    private readonly SourceTree _tree;
    private bool? _joinsVersions;

    private HelmChart(string folder, SourceTree tree)
    {
        _folder = folder;
        _tree = tree;
    }

    /// <summary>The path of the chart's own values, <c>values.yaml</c>, whether or not they exist.</summary>
    public string ValuesPath => Path.Combine(_folder, "values.yaml");

    /// <summary>The chart's own values, or <c>null</c>.</summary>
    public SourceMapping? Values => _tree.Open(ValuesPath)?.Root;

    /// <summary>
    /// The version of what the chart deploys, or <c>null</c>. A build's plus, which no tag may have, is the underscore that
    /// charts write for it.
    /// </summary>
    public string? AppVersion => About("appVersion")?.Replace('+', '_');

    /// <summary>The tag that the templates make of <see cref="AppVersion"/>: some put a <c>v</c> before it, or take one away.</summary>
    public string? AppVersionTag
    {
        get
        {
            if (AppVersion is not { } version)
                return null;

            var templates = TemplateTexts().ToList();
            return templates.Exists(text => WithV().IsMatch(text)) ? "v" + version
                : templates.Exists(text => WithoutV().IsMatch(text)) && version.StartsWith('v') ? version[1..]
                : version;
        }
    }

    /// <summary>A text in <c>Chart.yaml</c> as Helm reads it, or <c>null</c>.</summary>
    public string? About(string field) =>
        _tree.Open(Path.Combine(_folder, FileName))?.Root?.Scalar(field) is { IsNull: false } scalar ? PlainScalar.Rendered(scalar, inTemplate: false) : null;

    /// <summary>The texts of the chart's templates, those of helpers included, by path.</summary>
    public IEnumerable<SourceText> Templates()
    {
        var folder = Path.Combine(_folder, "templates");
        return _tree.IsFolder(folder)
            ? FolderTree.EnumerateFiles(folder)
                .Where(file => Path.GetExtension(file).ToUpperInvariant() is ".YAML" or ".YML" or ".TPL")
                .Order(StringComparer.Ordinal)
                .Select(_tree.Text)
                .OfType<SourceText>()
            : [];
    }

    /// <summary>Whether a template writes a version behind an image as its tag: <c>{{ .image }}:{{ .version }}</c>, or the same with <c>printf</c>.</summary>
    public bool JoinsVersions => _joinsVersions ??= Templates().Take(MaximumTemplates).Any(template => JoinedVersion().IsMatch(template.Text));

    /// <summary>The chart that this one has in its folder <c>charts</c>, or <c>null</c>.</summary>
    public HelmChart? Subchart(string name) =>
        Path.Combine(_folder, "charts", name) is var folder && name.Length > 0 && _tree.Text(Path.Combine(folder, FileName)) is not null ? new HelmChart(folder, _tree) : null;

    /// <summary>Whether a file is one of the chart's templates.</summary>
    public bool IsTemplate(string fullPath) => fullPath.StartsWith(Path.Combine(_folder, "templates") + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private IEnumerable<string> TemplateTexts()
    {
        try
        {
            return [.. _tree.FilesIn(Path.Combine(_folder, "templates")).Order(StringComparer.Ordinal).Take(MaximumTemplates).Select(path => _tree.Text(path)?.Text).OfType<string>().Where(text => text.Contains("AppVersion", StringComparison.Ordinal))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    [GeneratedRegex(@"printf\s+""v%s""\s+\$?\.Chart\.AppVersion|\bv\{\{-?\s*\$?\.Chart\.AppVersion", RegexOptions.CultureInvariant)]
    private static partial Regex WithV();

    [GeneratedRegex(@"trimPrefix\s+""v""\s+\$?\.Chart\.AppVersion|\.Chart\.AppVersion\s*\|\s*trimPrefix\s+""v""", RegexOptions.CultureInvariant)]
    private static partial Regex WithoutV();

    [GeneratedRegex("""
        \.(image|repository|name)\b[^{}\n]{0,200}\}\}["']?:["']?\{\{[^{}\n]{0,200}\.version\b
        |printf\s+"[^"\n]{0,200}%[sv]:%[sv][^{}\n]{0,200}\.(image|repository|name)\b[^{}\n]{0,200}\.version\b
        """, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex JoinedVersion();

    /// <summary>The nearest chart around a file, or <c>null</c>.</summary>
    public static HelmChart? Around(string fullPath, SourceTree tree) =>
        tree.FolderAround(fullPath, FileName) is { } folder ? new HelmChart(folder, tree) : null;
}

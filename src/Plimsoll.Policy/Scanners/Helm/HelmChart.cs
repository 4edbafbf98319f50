using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>A chart: a folder with a <c>Chart.yaml</c>. Its files are read on demand.</summary>
internal sealed class HelmChart
{
    private const string FileName = "Chart.yaml";

    private readonly string _folder;
    private readonly SourceTree _tree;

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

    /// <summary>A text in <c>Chart.yaml</c>, or <c>null</c>.</summary>
    public string? About(string field) =>
        _tree.Open(Path.Combine(_folder, FileName))?.Root?.Scalar(field) is { IsNull: false } scalar ? scalar.Value : null;

    /// <summary>Whether a file is one of the chart's templates.</summary>
    public bool IsTemplate(string fullPath) => fullPath.StartsWith(Path.Combine(_folder, "templates") + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The nearest chart around a file, or <c>null</c>.</summary>
    public static HelmChart? Around(string fullPath, SourceTree tree) =>
        tree.FolderAround(fullPath, FileName) is { } folder ? new HelmChart(folder, tree) : null;
}

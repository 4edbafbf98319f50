using System.Text.RegularExpressions;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Skaffold;

/// <summary>
/// The images that a configuration builds, in all its profiles, and those of the configurations in this repository that it
/// requires. Skaffold puts what it has built in their place, wherever they are named.
/// </summary>
internal sealed partial class SkaffoldArtifacts
{
    private const string FileName = "skaffold.yaml";

    // Far more than real ones require; ends configurations that require each other.
    private const int MaximumFiles = 50;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private readonly ScanContext _context;

    private SkaffoldArtifacts(ScanContext context) => _context = context;

    /// <summary>Those of the file that is scanned.</summary>
    public static SkaffoldArtifacts Of(ScanContext context)
    {
        var artifacts = new SkaffoldArtifacts(context);
        artifacts.Collect(context.Documents, "");
        return artifacts;
    }

    /// <summary>Their names, without tags.</summary>
    public IEnumerable<string> Names => _names;

    /// <summary>Whether an image, with a tag or without, is one of them, or is put together of what Skaffold says of one.</summary>
    public bool Contains(string image) => _names.Contains(ImageNames.Of(image)) || Template().IsMatch(image);

    private void Collect(IEnumerable<SourceNode> documents, string folder)
    {
        foreach (var document in documents.OfType<SourceMapping>())
        {
            foreach (var holder in Items(document["profiles"]).Prepend(document))
                foreach (var artifact in Items((holder["build"] as SourceMapping)?["artifacts"]))
                    if ((artifact.Scalar("image") ?? artifact.Scalar("imageName")) is { IsNull: false } image)
                        _names.Add(ImageNames.Of(image.Value));

            foreach (var required in Items(document["requires"]))
                if (required.Scalar("path") is { IsNull: false } path)
                    Require(Path.Combine(folder, path.Value));
        }
    }

    private void Require(string path)
    {
        var file = path.EndsWith(".yaml", StringComparison.Ordinal) || path.EndsWith(".yml", StringComparison.Ordinal) ? path : Path.Combine(path, FileName);
        if (_files.Count < MaximumFiles && !file.Contains('\0') && _context.Open(file) is { } required && _files.Add(required.FullPath))
            Collect(required.Content.Documents, Path.GetDirectoryName(required.FullPath)!);
    }

    private static IEnumerable<SourceMapping> Items(SourceNode? node) => (node as SourceSequence)?.Items.OfType<SourceMapping>() ?? [];

    [GeneratedRegex(@"\{\{-?\s*\.IMAGE_(?:FULLY_QUALIFIED|NAME|REPO|DOMAIN|TAG|DIGEST)", RegexOptions.CultureInvariant)]
    private static partial Regex Template();
}

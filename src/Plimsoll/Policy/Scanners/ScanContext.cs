namespace Plimsoll.Policy.Scanners;

/// <summary>What a scanner may use while it reads one file, and where it leaves what it finds.</summary>
/// <param name="file">The file that is read.</param>
/// <param name="source">Its text.</param>
/// <param name="tree">The files around it.</param>
internal sealed class ScanContext(CandidateFile file, SourceText source, SourceTree tree)
{
    private readonly HashSet<(string, int, int, string)> _seen = [];
    private readonly List<(int Start, ImageUse Use)> _uses = [];

    public CandidateFile File { get; } = file;

    public SourceText Source { get; } = source;

    /// <summary>The images in the order of the file; those in other files, which this file brings into use, last.</summary>
    public IEnumerable<ImageUse> Uses => _uses.OrderBy(use => use.Use.Span.File != Source.Path).ThenBy(use => use.Start).Select(use => use.Use);

    /// <summary>The variables of the <c>.env</c> file beside this file.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentFile => tree.EnvironmentFiles.Beside(File.FullPath);

    /// <summary>Another file, named as this one names it: relative to this file's folder. <c>null</c> where it is not there or must not be read.</summary>
    public SourceFile? Open(string relativePath) => tree.Open(Path.Combine(Path.GetDirectoryName(File.FullPath)!, relativePath));

    /// <summary>Another file, named by its path from the repository's root.</summary>
    public SourceFile? OpenFromRoot(string relativePath) => tree.OpenFromRoot(relativePath);

    /// <summary>Adds a scalar as an image; once per place, however many aliases lead there.</summary>
    public void Add(SourceScalar? image, string kind, VariableLookup variables)
    {
        if (image is null || image.IsNull)
            return;

        // A block scalar has line breaks around it that nobody means.
        var text = image.Value.Trim('\n');
        if (text.Length == 0)
            return;

        Add(text, Interpolation.Expand(text, variables), image.Start, image.End, kind);
    }

    /// <summary>Adds the image between two offsets. Unknown parts of <paramref name="resolved"/> are marked with <see cref="ImageUse.Unknown"/>.</summary>
    public void Add(string text, string resolved, int start, int end, string kind) =>
        Add(new FoundImage(text, resolved, new TextRange(start, end), kind));

    /// <summary>Adds an image that is more than a text at one place of this file.</summary>
    public void Add(FoundImage image)
    {
        var source = image.Source ?? Source;
        if (_seen.Add((source.Path, image.Token.Start, image.Token.End, image.Resolved)))
            _uses.Add((image.Token.Start, ImageUse.Create(image, source, File.Path)));
    }
}

namespace Plimsoll.Policy.Scanners;

/// <summary>What a scanner may use while it reads one file, and where it leaves what it finds.</summary>
internal sealed class ScanContext(SourceText source, EnvironmentFiles environmentFiles, string fullPath)
{
    private readonly HashSet<(int, int)> _seen = [];
    private readonly List<(int Start, ImageUse Use)> _uses = [];

    public SourceText Source { get; } = source;

    /// <summary>The images in the order of the file.</summary>
    public IEnumerable<ImageUse> Uses => _uses.OrderBy(use => use.Start).Select(use => use.Use);

    /// <summary>The variables of the <c>.env</c> file beside this file.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentFile => environmentFiles.Beside(fullPath);

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
    public void Add(string text, string resolved, int start, int end, string kind)
    {
        if (_seen.Add((start, end)))
            _uses.Add((start, ImageUse.Create(text, resolved, Source.Span(start, end), kind, Source.Excerpt(start))));
    }
}
